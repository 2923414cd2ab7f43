"""`python -m ratgeber_tools.cli`: the same as `ratgeber`, for places without the installed script."""

import sys

from ratgeber_tools.cli import main

sys.exit(main())
