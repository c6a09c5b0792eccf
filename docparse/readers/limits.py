"""How much a reader takes on, in one place. What is beyond is refused with one line; no real notice comes near."""

FILE_BYTES = 200 * 2**20
ARCHIVE_MEMBERS = 5_000
UNPACKED_BYTES = 400 * 2**20
XML_PART_BYTES = 100 * 2**20
UNPACKED_RATIO = 250  # unpacked : packed, of a member of more than RATIO_FROM_BYTES; plain XML reaches about 30
RATIO_FROM_BYTES = 10 * 2**20
HTML_BYTES = 50 * 2**20
PAGES = 5_000
PAGE_CHARACTERS = 200_000
TABLE_CELLS = 200_000
CELL_SPAN = 1_000  # columns or rows that one merged cell may claim
TABLE_DEPTH = 8  # tables inside tables
OBJECT_DEPTH = 32  # drawings inside drawings of an OFD page
PATH_CHARACTERS = 200_000  # of one drawn path
OFFICE_SECONDS = 60  # for LibreOffice to convert one document
PICTURE_PIXELS = 100_000_000  # of one page; an A4 page at 600 dots an inch has 35 million
PICTURE_SIDE = 2_600  # pixels of the longer side at which a page is read; A4 at 200 dots an inch has 2,339
OCR_THREADS = 1  # one process a core reads more pages than one process with a thread a core
