"""Read by every Python a test starts, because this folder is on its PYTHONPATH: see `real_guide.py`."""

import real_guide

real_guide.guard()
