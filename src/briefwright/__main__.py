"""`python -m briefwright`."""

import sys

from briefwright.cli import main

sys.exit(main())
