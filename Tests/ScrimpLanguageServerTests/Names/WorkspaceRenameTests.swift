import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLanguageServer
import ScrimpQuantities
import ScrimpSchema
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

@Suite struct WorkspaceRenameTests {
    private func refusal(_ marked: String, to name: String) -> String? {
        var policy = OnePolicy(marked)
        do throws(RenameRefusal) {
            _ = try policy.workspace.rename(OnePolicy.path, offset: policy.offset, to: name)
            return nil
        } catch {
            return error.message
        }
    }

    @Test func whatIsRefused() {
        let text = SmallPolicy.head.replacing("model mini", with: "model mi‸ni")
        #expect(refusal(text, to: "when") == "`when` is a reserved word; choose another name, such as `when_`")
        #expect(refusal(text, to: "tok") == "`tok` is a reserved word; choose another name, such as `tok_`")
        #expect(refusal(text, to: "large") == "there is a `model` `large` already")
        #expect(
            refusal(text, to: "my-mini")
                == "`my-mini` is no name: a name begins with a letter and has letters, digits and `_` only")
        #expect(refusal(text, to: "") != nil)
        #expect(refusal(text, to: "daily") == nil)
        let long = SmallPolicy.head.replacing("let long", with: "let lo‸ng")
        #expect(refusal(long, to: "tenant") == "there is an attribute `tenant` already")
        #expect(refusal(long, to: "free") == "there is a case of `tier` `free` already")
        let prompt = SmallPolicy.head.replacing("prompt: tokens", with: "pro‸mpt: tokens")
        #expect(refusal(prompt, to: "x") == "`prompt` has its meaning by its name: it prices or bounds calls")
        #expect(refusal("model mini { ret‸ry: 2 }", to: "x") == "there is no name here")
        #expect(refusal("route { otherwise -> no‸where }", to: "x") == "nothing declares `nowhere`")
        #expect(refusal("prove \"a‸b\" { }", to: "x")?.hasPrefix("a title is a sentence") ?? false)
    }

    @Test func acrossFiles() throws {
        let library = "budget company { limit: $1_000 per month, spent: reject(\"used up\") }\n"
        var workspace = Workspace(TestSystem.make(["/work/shared/company.scrimp": library]))
        let policy =
            "import \"shared/company.scrimp\"\n"
            + SmallPolicy.head.replacing("alert: [80%]", with: "within: company") + SmallPolicy.route
        workspace.open(OnePolicy.uri, version: 1, text: policy)
        workspace.open("file:///work/shared/company.scrimp", version: 1, text: library)
        let files = try workspace.rename("/work/shared/company.scrimp", offset: 8, to: "whole_company")
        #expect(files.map(\.path) == ["/work/policy.scrimp", "/work/shared/company.scrimp"])
        #expect(files.map(\.ranges.count) == [1, 1])
        let definition = workspace.definition(OnePolicy.path, offset: Int(files[0].ranges[0].start))
        #expect(definition?.path == "/work/shared/company.scrimp")
        #expect(definition?.range == files[1].ranges[0])
        let opened = workspace.definition(OnePolicy.path, offset: 12)
        #expect(opened?.path == "/work/shared/company.scrimp")
        #expect(workspace.links(OnePolicy.path).map(\.target) == ["/work/shared/company.scrimp"])
    }
}
