// Starts `scrimp lsp` for every policy that is opened.
"use strict";

const { workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

let client;

function activate(context) {
    const command = workspace.getConfiguration("scrimp").get("path", "scrimp");
    const server = { command, args: ["lsp"] };
    client = new LanguageClient("scrimp", "Scrimp", server, {
        documentSelector: [{ language: "scrimp" }],
        synchronize: { fileEvents: workspace.createFileSystemWatcher("**/{*.scrimp,.scrimp.yaml}") },
    });
    context.subscriptions.push({ dispose: () => client.stop() });
    return client.start();
}

function deactivate() {
    return client ? client.stop() : undefined;
}

module.exports = { activate, deactivate };
