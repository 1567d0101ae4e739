"""How often a wrong code may be typed."""

from orientation.throttle import Throttle

# Five a second: no school reaches it with its mistakes, nobody finds 60 random bits that way, and whoever fills it on
# purpose shuts the others of an address out for a minute only.
WRONG_CODES = Throttle("reprise", tries=300, seconds=60)
