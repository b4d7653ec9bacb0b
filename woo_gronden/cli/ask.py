"""``woo-gronden ask``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from woo_gronden.cli.console import err, out, plain_errors

if TYPE_CHECKING:
    from woo_gronden.annotation import Problem


def ask(
    run: Annotated[Path, typer.Argument(help="A run folder.")],
    url: Annotated[str, typer.Option(help="An OpenAI-compatible address, such as http://localhost:11434/v1.")],
    model: Annotated[str, typer.Option(help="The model's name on that server.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="New run folder: the same tables, its passages.")],
    corpus: Annotated[
        list[Path] | None,
        typer.Option(help="What the run was made of: ask over whole letters. Else over the run's passages."),
    ] = None,
    cache: Annotated[Path | None, typer.Option(help="Folder that keeps its answers.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking.")] = False,
) -> None:
    """Ask a language model of your own for grounds and the stretches that argue them; what leaves is told first."""
    from woo_gronden.annotation.texts import read_again
    from woo_gronden.classify.llm import LlmModel, describe_sending
    from woo_gronden.classify.llm_client import LlmOptions
    from woo_gronden.cli.annotate import run_reader
    from woo_gronden.dataset import load_table
    from woo_gronden.runners import language_model

    problems: list[Problem] = []
    with plain_errors():
        language_model.check_new(output)
        asked = LlmModel(LlmOptions(url, model, cache))
        letters = []
        if corpus:
            documents = {row["document_id"]: row for row in load_table(run, "documents")}
            wanted = language_model.letters_of(run)
            found = read_again(documents, wanted, corpus, run_reader(run), problems)
            letters = [extraction.document for _, extraction in found]
        texts = [d.body for d in letters] if corpus else [row["text"] for row in load_table(run, "passages")]
        err.print(describe_sending(LlmOptions(url, model), texts), markup=False)
        if not yes and not typer.confirm("Send?", err=True):
            raise typer.Exit(1)
        if corpus:
            rows = language_model.ask_letters(run, asked, letters, lambda n: _say(n, len(letters), "letters"))
        else:
            rows = language_model.ask_passages(run, asked, lambda n, of: _say(n, of, "passages"))
        language_model.write_asked(run, output, rows, asked)
    for problem in problems:
        err.print(str(problem), markup=False)
    err.print(str(asked.report), markup=False)
    out().print(str(output), markup=False)


def _say(done: int, of: int, what: str) -> None:
    if done % 10 == 0 or done == of:
        err.print(f"{done} of {of} {what}", markup=False)
