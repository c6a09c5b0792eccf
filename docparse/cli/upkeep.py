"""Commands on docparse itself: evaluate, schema, demo, lexicon, corpus, train."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from docparse.cli.app import app
from docparse.cli.console import deliver, each, say
from docparse.output import json_bytes

Result = Literal["extract", "match", "diff", "reconcile", "revision"]

lexicon = typer.Typer(help="The tables of agencies, words and units, and an office's own.", no_args_is_help=True)
app.add_typer(lexicon, name="lexicon")
train = typer.Typer(help="Make the models again that come with docparse.", no_args_is_help=True)
app.add_typer(train, name="train")
corpora = typer.Typer(help="Annotated documents, by which docparse is measured.", no_args_is_help=True)
app.add_typer(corpora, name="corpus")


@lexicon.command("check")
def lexicon_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Tables of your own, UTF-8 TSV.")],
) -> None:
    """Check tables of your own before they are used.

    A line for each problem: file:line: what is wrong. A table adds to the packaged one whose columns it has.
    """
    from docparse.lexicon.checking import check_table

    problems: list[str] = []

    def one(file: Path) -> None:
        found = check_table(file)
        problems.extend(found)
        if not found:
            deliver(f"{file}: in order\n".encode("utf-8", "replace"), None)

    each(files, one)
    for problem in problems:
        say(problem)
    if problems:
        raise typer.Exit(1)


@train.command("links")
def train_links(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for model, manifest, card and diagram.")
    ] = Path("models/links"),
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", metavar="DIR", help="Folder of documents and gold/links; by default docparse's own."),
    ] = None,
) -> None:
    """Train the model that links requirements to answers.

    Learns from pairs of documents whose links a reader made. Takes about a minute.
    """
    from docparse.matcher.training import train
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
def evaluate(
    gold: Annotated[Path, typer.Option("--gold", metavar="DIR", help="Folder of gold, <document>.json.")],
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Documents, named like their gold, to extract now.")
    ] = None,
    pred: Annotated[
        Path | None, typer.Option("--pred", metavar="DIR", help="Folder of contract JSON to score instead.")
    ] = None,
) -> None:
    """Score extraction against gold.

    Prints precision, recall and F1 per kind of record.
    """
    if bool(pred) == bool(paths):
        raise typer.BadParameter("give either documents or --pred DIR")
    from docparse.evaluation import evaluate
    from docparse.pipeline import load

    predictions = {}

    def one(path: Path) -> None:
        predictions[path.stem] = load(path).model_dump(mode="json")

    def scored() -> None:
        deliver(f"{evaluate(gold, predictions).table()}\n".encode(), None)

    each(paths or sorted(cast(Path, pred).glob("*.json")), one, then=scored)


@app.command()
def schema(
    result: Annotated[
        Result, typer.Argument(metavar="COMMAND", help="extract, match, diff, reconcile or revision.")
    ] = "extract",
) -> None:
    """Print the JSON Schema of what a command says.

    That of extract; or of match, diff, reconcile, or revision for diff --mode revision.
    """
    from docparse.records import DiffResult, Document, Frozen, MatchResult
    from docparse.results import ReconcileResult, RevisionResult

    types: dict[Result, type[Frozen]] = {
        "extract": Document,
        "match": MatchResult,
        "diff": DiffResult,
        "reconcile": ReconcileResult,
        "revision": RevisionResult,
    }
    deliver(json_bytes(types[result].model_json_schema()), None)


@app.command()
def demo(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the results.")] = Path(
        "out"
    ),
) -> None:
    """Do the three jobs on documents that come with docparse.

    Extracts all of them, compares a district's scheme with a city's plan, drafts a plan, and says where each lies.
    """
    from docparse import demo

    for line in demo.run(output):
        print(line, flush=True)
