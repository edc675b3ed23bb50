"""Every room of the complex, as a ledger is opened with them."""

from goldenbridge.operations import complexes
from goldenbridge.operations.appointments import projections as appointments
from goldenbridge.operations.ledger import persons
from goldenbridge.operations.passage import projections as passage
from goldenbridge.operations.warehouse import projections as warehouse

ROOMS = (complexes.ROOM, persons.ROOM, appointments.ROOM, passage.ROOM, warehouse.ROOM)
