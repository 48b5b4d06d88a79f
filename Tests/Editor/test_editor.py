"""Drives `scrimp lsp` as an editor does, over its standard input and output.

SCRIMP names the program. Run with `python3 -m pytest Tests/Editor`; needs pytest-lsp.
"""

import asyncio
import os

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient

POLICY = """policy small { owner: "team", isolate: tenant }
request { tenant: string, tier: enum { free, premium }, prompt: tokens, max_output: tokens }
let long = prompt > 2 ktok
model mini   { from: "openai/gpt-4o-mini" }
model large  { from: "openai/gpt-4o" }
route {
    when tier == premium and long -> large, mini
    otherwise                     -> mni
}
"""


@pytest_lsp.fixture(
    config=ClientServerConfig(server_command=[os.environ.get("SCRIMP", "scrimp"), "lsp"])
)
async def client(lsp_client: LanguageClient):
    result = await lsp_client.initialize_session(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(
                general=types.GeneralClientCapabilities(
                    position_encodings=[types.PositionEncodingKind.Utf16]
                ),
                text_document=types.TextDocumentClientCapabilities(
                    completion=types.CompletionClientCapabilities(
                        completion_item=types.ClientCompletionItemOptions(
                            documentation_format=[types.MarkupKind.Markdown]
                        )
                    ),
                    hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
                    publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
                    document_symbol=types.DocumentSymbolClientCapabilities(
                        hierarchical_document_symbol_support=True
                    ),
                ),
            ),
            workspace_folders=[],
        )
    )
    assert result.server_info.name == "scrimp"
    yield
    await lsp_client.shutdown_session()


def place(line, character):
    return types.Position(line=line, character=character)


def position(piece, within=POLICY):
    before = within[: within.index(piece)]
    return place(before.count("\n"), len(before) - (before.rfind("\n") + 1))


async def opened(client, path, text=POLICY):
    uri = path.as_uri()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            types.TextDocumentItem(uri=uri, language_id="scrimp", version=1, text=text)
        )
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    return uri


@pytest.mark.asyncio
async def test_findings_and_their_fix(client, tmp_path):
    uri = await opened(client, tmp_path / "policy.scrimp")
    found = [item for item in client.diagnostics[uri] if item.code == "S201"]
    assert [item.message.split("\n")[0] for item in found] == ["there is no model `mni`"]
    assert found[0].range.start == position("mni")

    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            range=found[0].range,
            context=types.CodeActionContext(diagnostics=found),
        )
    )
    assert actions[0].title == "replace with `mini`"
    edit = actions[0].edit.changes[uri][0]
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=uri, version=2),
            content_changes=[
                types.TextDocumentContentChangePartial(range=edit.range, text=edit.new_text)
            ],
        )
    )
    await client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    assert not [item for item in client.diagnostics[uri] if item.code == "S201"]


@pytest.mark.asyncio
async def test_questions_about_a_place(client, tmp_path):
    uri = await opened(client, tmp_path / "policy.scrimp")
    document = types.TextDocumentIdentifier(uri=uri)

    hover = await client.text_document_hover_async(
        types.HoverParams(text_document=document, position=position("gpt-4o-mini"))
    )
    assert "/Mtok" in hover.contents.value and "as of" in hover.contents.value

    completions = await client.text_document_completion_async(
        types.CompletionParams(text_document=document, position=position("premium and"))
    )
    assert [item.label for item in completions.items][:2] == ["free", "premium"]

    definition = await client.text_document_definition_async(
        types.DefinitionParams(text_document=document, position=position("long ->"))
    )
    assert definition.range.start == position("long = ")

    renamed = await client.text_document_rename_async(
        types.RenameParams(text_document=document, position=position("large, mini"), new_name="big")
    )
    assert [edit.range.start for edit in renamed.changes[uri]] == [position("large  {"), position("large, mini")]

    with pytest.raises(Exception, match="reserved word"):
        await client.text_document_rename_async(
            types.RenameParams(text_document=document, position=position("large, mini"), new_name="when")
        )

    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=document))
    assert [symbol.name for symbol in symbols] == ["small", "request", "long", "mini", "large", "route"]

    hints = await client.text_document_inlay_hint_async(
        types.InlayHintParams(text_document=document, range=types.Range(place(0, 0), place(9, 0)))
    )
    assert hints is not None

    tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text_document=document))
    assert len(tokens.data) % 5 == 0 and tokens.data


@pytest.mark.asyncio
async def test_formatting(client, tmp_path):
    text = "model   mini {   from:\"openai/gpt-4o-mini\" }\n"
    uri = await opened(client, tmp_path / "models.scrimp", text)
    edits = await client.text_document_formatting_async(
        types.DocumentFormattingParams(
            text_document=types.TextDocumentIdentifier(uri=uri),
            options=types.FormattingOptions(tab_size=4, insert_spaces=True),
        )
    )
    lines = text.split("\n")
    for edit in reversed(edits):
        assert edit.range.start.line == edit.range.end.line == 0
        lines[0] = lines[0][: edit.range.start.character] + edit.new_text + lines[0][edit.range.end.character :]
    assert lines[0] == 'model mini { from: "openai/gpt-4o-mini" }'


@pytest.mark.asyncio
async def test_imports(client, tmp_path):
    (tmp_path / ".git").mkdir()
    shared = tmp_path / "shared.scrimp"
    shared.write_text("model mni { from: \"openai/gpt-4o-mini\" }\n")
    uri = await opened(client, tmp_path / "policy.scrimp", 'import "shared.scrimp"\n' + POLICY)
    assert not [item for item in client.diagnostics[uri] if item.code == "S201"]
    text = 'import "shared.scrimp"\n' + POLICY
    definition = await client.text_document_definition_async(
        types.DefinitionParams(
            text_document=types.TextDocumentIdentifier(uri=uri), position=position("mni\n", text)
        )
    )
    assert definition.uri == shared.as_uri()
    links = await client.text_document_document_link_async(
        types.DocumentLinkParams(text_document=types.TextDocumentIdentifier(uri=uri))
    )
    assert [link.target for link in links] == [shared.as_uri()]


def test_the_process_ends_as_it_was_told():
    async def run(messages):
        process = await asyncio.create_subprocess_exec(
            os.environ.get("SCRIMP", "scrimp"), "lsp",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )
        data = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(text), text) for text in messages)
        output, _ = await asyncio.wait_for(process.communicate(data), 30)
        return process.returncode, output

    start = b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
    stop = b'{"jsonrpc":"2.0","id":2,"method":"shutdown"}'
    leave = b'{"jsonrpc":"2.0","method":"exit"}'
    assert asyncio.run(run([start, stop, leave]))[0] == 0
    assert asyncio.run(run([start, leave]))[0] == 1
    assert asyncio.run(run([start]))[0] == 1
    code, output = asyncio.run(run([b"{", start, stop, leave]))
    assert code == 0 and b"-32700" in output
