"""The rooms whose tables follow from the ledger of a complex and of its council."""

from goldenbridge.operations import complexes
from goldenbridge.operations.access import accounts
from goldenbridge.operations.advice import deciding
from goldenbridge.operations.appointments import projections as appointments
from goldenbridge.operations.council import projections as council
from goldenbridge.operations.ledger import persons
from goldenbridge.operations.passage import projections as passage
from goldenbridge.operations.warehouse import projections as warehouse

ROOMS = (
    persons.ROOM,
    accounts.ROOM,
    complexes.ROOM,
    appointments.ROOM,
    passage.ROOM,
    warehouse.ROOM,
    deciding.ROOM,
    council.ROOM,
)
