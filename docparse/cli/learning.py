"""Commands on what docparse is measured by and learns from: corpus, evaluate, train."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from docparse.cli.app import app
from docparse.cli.console import deliver, each, say
from docparse.errors import UnreadableFile

train = typer.Typer(help="Make the models again that come with docparse.", no_args_is_help=True)
app.add_typer(train, name="train")
corpora = typer.Typer(help="Annotated documents, by which docparse is measured.", no_args_is_help=True)
app.add_typer(corpora, name="corpus")

Grouping = Literal["genre", "region", "document"]
Form = Literal["docbin", "conll", "doccano", "labelstudio"]


Corpus = Annotated[
    Path | None, typer.Option("--corpus", metavar="DIR", help="Texts with gold/; by default docparse's own.")
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="DIR", help="Folder for model, manifest and card; else models/<its name>."),
]


@train.command("links")
def train_links(
    output: Output = None,
    corpus: Corpus = None,
    encoder: Annotated[
        Path | None,
        typer.Option("--encoder", metavar="DIR", help="A sentence encoder (ONNX) whose likeness is to be weighed too."),
    ] = None,
) -> None:
    """Train the model that links requirements to answers.

    Learns from pairs of documents whose links a reader made (gold/links). Takes about a minute; with an encoder as long as
    that takes for some ten thousand paragraphs, and then lies in the encoder's folder if no other is named.
    """
    from docparse.learned.encoder import load_encoder
    from docparse.matcher.model import TRAINED
    from docparse.matcher.training import train

    place = output or (encoder / TRAINED if encoder else Path("models/links"))
    asked = load_encoder(encoder) if encoder else None
    _make(lambda folder: train(folder, asked), place, corpus)


@train.command("agency-spans")
def train_agency_spans(output: Output = None, corpus: Corpus = None) -> None:
    """Train the model that finds bodies, people and posts.

    Learns from the places of the gold's agencies and members, and is scored on regions that it has not seen. Takes some minutes.
    """
    from docparse.training.agency_spans import train

    _make(train, output or Path("models/agency-spans"), corpus)


@train.command("sentence-role")
def train_sentence_role(output: Output = None, corpus: Corpus = None) -> None:
    """Train the model that tells what a sentence is for.

    Goal, task, measure, duty, background, principle, forecast or guarantee; scored on regions that it has not seen.
    """
    from docparse.training.sentence_role import train

    _make(train, output or Path("models/sentence-role"), corpus)


def _make(train: Callable[[Path], Mapping[str, bytes]], output: Path, corpus: Path | None) -> None:
    """Writes the files of a model trained on a corpus, or else on the packaged one."""
    from docparse.resources import folder

    for name, data in train(corpus or folder("corpora")).items():
        deliver(data, output / name)


@corpora.command("add")
def corpus_add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Documents, named as they shall be called.")],
    folder: Annotated[Path, typer.Option("--corpus", metavar="DIR", help="The corpus: texts, and gold/ beside them.")],
) -> None:
    """Put documents into a corpus, each with a draft of its gold.

    The draft holds what docparse found. Correct it by the text, then take "draft" out of it: corpus check asks for both.
    """
    from docparse.corpus import add
    from docparse.pipeline import load

    def one(file: Path) -> None:
        for made in add(load(file), file.stem, folder):
            deliver(f"{made}\n".encode("utf-8", "replace"), None)

    each(files, one)


@corpora.command("export")
def corpus_export(
    form: Annotated[Form, typer.Option("--format", help="Whose form: spaCy's, CoNLL columns, or a tool's own JSON.")],
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Texts with gold/; docparse's own if left out.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Instead of the screen.")
    ] = None,
) -> None:
    """Write a corpus for tools of annotation and training.

    Each document's text with the places of its gold: agencies, people, bodies, targets (number and unit), deadlines, titles.
    """
    from docparse.corpus import export
    from docparse.resources import folder as packaged

    deliver(export(folder or packaged("corpora"), form), output)


@corpora.command("import")
def corpus_import(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What corpus export wrote and people corrected.")],
    form: Annotated[Form, typer.Option("--format", help="The form of the file.")],
    folder: Annotated[Path, typer.Option("--corpus", metavar="DIR", help="The corpus that it was exported from.")],
) -> None:
    """Bring corrected marks back into the gold of a corpus.

    A record whose marks are gone goes; a new mark becomes a record, whose other fields a person fills in. A gold that changes
    is a draft until then. Untouched records stay as they are.
    """
    from docparse.corpus import bring_back

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(file), error.strerror or "cannot be opened") from error
    for merged in bring_back(folder, data, form):
        deliver(f"{merged}\n".encode("utf-8", "replace"), None)


@corpora.command("check")
def corpus_check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="Texts with gold/ and gold/links/; docparse's own if left out."),
    ] = None,
) -> None:
    """Prove every gold value against its text.

    A line for each slip: document: record: what is wrong. Links must lead to sections, and no sentence may stand in two
    documents, but for one that a lower document repeats after its upper. Reads NAME.txt and gold/NAME.json.
    """
    from docparse.corpus import check, read_corpus
    from docparse.resources import folder as packaged

    place = folder or packaged("corpora")
    corpus = read_corpus(place)
    slips = check(corpus)
    for slip in slips:
        say(str(slip))
    if slips:
        raise typer.Exit(1)
    deliver(f"{place}: in order: {len(corpus.documents)} documents, {len(corpus.links)} pairs\n".encode(), None)


@app.command()
def evaluate(  # noqa: PLR0913  an option each
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder of gold, <document>.json.")],
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Documents, named like their gold, to extract now.")
    ] = None,
    pred: Annotated[
        Path | None, typer.Option("--pred", metavar="DIR", help="Folder of contract JSON to score instead.")
    ] = None,
    by: Annotated[Grouping | None, typer.Option("--by", help="A table for each genre, region or document too.")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List every mistake amid the words around it.")] = False,
    models: Annotated[
        list[str] | None,
        typer.Option("--model", metavar="NAME", help="agency-spans or sentence-role, to ask beside the rules; repeat."),
    ] = None,
    against: Annotated[
        Path | None, typer.Option("--against", metavar="FILE", help="An earlier run as JSON: what was gained and lost.")
    ] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="JSON holds all of it.")] = "text",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Instead of the screen.")
    ] = None,
) -> None:
    """Score extraction against gold.

    Prints precision, recall and F1 per kind of record, over the documents named, or with --pred over all of the gold. Intervals are of 95 %: documents drawn again with replacement.
    A region answers for those below it (regions.tsv beside the folder of gold).
    """
    if bool(pred) == bool(paths):
        raise typer.BadParameter("give either documents or --pred DIR")
    from docparse.evaluation import Wanted, evaluate, read_run, report
    from docparse.pipeline import load

    before = read_run(against) if against else None
    named = {path.stem for path in paths} if paths else None
    predictions = {}

    def one(path: Path) -> None:
        predictions[path.stem] = load(path, models=models or ()).model_dump(mode="json")

    def scored() -> None:
        if named and not predictions:
            return  # none could be read, which has been said
        wanted = Wanted(by=by, errors=errors, before=before, as_json=form == "json")
        deliver(report(evaluate(gold, predictions, documents=named), gold, wanted), output)

    each(paths or sorted(cast(Path, pred).glob("*.json")), one, then=scored)
