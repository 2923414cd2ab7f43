"""The guide in other languages: units of a chapter, what they are called elsewhere, and which of that is old.

    chapter → units → catalogue (`ratgeber/sprachen/<language>/<chapter>.yaml`) → Document in the language

The page in a language is the German document with its units' words exchanged: structure, facts, dates, contacts and
links are right in every language at once, and a unit nobody has translated stays German and says so.
"""
