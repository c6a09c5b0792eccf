"""The steps from one form of a library's database to the next, by Alembic; a form once released is never changed."""
