"""The rooms whose tables follow from the ledger of a complex."""

from goldenbridge.operations.access import accounts
from goldenbridge.operations.ledger import persons

ROOMS = (persons.ROOM, accounts.ROOM)
