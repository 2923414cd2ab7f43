"""Errors that end a job.

What an author can mend is a `Finding`; what is our bug stays an ordinary exception.  A `RatgeberError` lies
between the two: the job cannot go on, and the German sentence says what to do.  It is raised where the outside
world is touched and caught once, in the command line.
"""

from __future__ import annotations


class RatgeberError(Exception):
    """A job cannot go on; `str(error)` is one German sentence (or a few) for the person at the screen."""


class InputError(RatgeberError):
    """A file handed in cannot be read: damaged, encrypted, of a foreign kind, or hostile."""


class TargetError(RatgeberError):
    """The place to write to is missing, occupied or not writable."""


class MissingProgramError(RatgeberError):
    """A program or file the job needs is missing on this machine."""
