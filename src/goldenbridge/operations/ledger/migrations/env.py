"""Run by Alembic on the connection that the store hands over."""

from alembic import context

from goldenbridge.operations.ledger.store import VERSIONS

context.configure(connection=context.config.attributes["connection"], version_table=VERSIONS)
context.run_migrations()
