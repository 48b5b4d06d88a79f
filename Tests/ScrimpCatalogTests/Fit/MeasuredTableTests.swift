import Testing

@testable import ScrimpCatalog

@Suite struct MeasuredTableTests {
    private static func read(_ text: String) throws(MeasuredTableError) -> MeasuredTable {
        try MeasuredTable.read(csv: Array(text.utf8))
    }

    @Test func bothSetsOfNamesAreRead() throws {
        let ours = try Self.read(
            """
            model,gpu,engine,precision,tensor_parallel,batch,input_tokens,output_tokens,tpot_ms,ttft_ms
            acme/a,x100,vllm,fp8,2,16,1024,512,12.5,300
            """)
        let theirs = try Self.read(
            "\u{FEFF}id,backend,model_path,system,precision,mode,isl,osl,batch_size,tp_size,attention_dp_size,"
                + "silicon_ttft_ms,silicon_tpot_ms\r\n"
                + "\"one, and \"\"more\"\"\",trtllm,acme/a,h100_sxm,,agg,1024,512,16,2,1,300,12.5\r\n\r\n")
        let group = MeasuredRow.Group(
            model: "acme/a", gpu: "x100", engine: "vllm", precision: .fp8, tensorParallel: 2)
        #expect(
            ours.rows == [
                MeasuredRow(
                    group: group, batch: 16, inputTokens: 1_024, outputTokens: 512, timePerToken: 0.0125,
                    timeToFirstToken: 0.3)
            ])
        #expect(theirs.leftOut.isEmpty)
        #expect(theirs.rows.first?.group.description == "acme/a h100-sxm-80gb tensorrt_llm bf16 x2")
        #expect(theirs.rows.map(\.timePerToken) == [0.0125])
    }

    @Test func missingColumnsAreNamed() {
        #expect {
            try Self.read("model,gpu,batch,osl\n")
        } throws: { error in
            let error = error as? MeasuredTableError
            return error?.message
                == "the file has no column `input_tokens` or `isl`, none `tpot_ms` or `silicon_tpot_ms`"
                && error?.help.contains("`ttft_ms` (optional)") == true
        }
        #expect(throws: MeasuredTableError.self) { try Self.read("") }
    }

    @Test func badRowsAreCountedByReason() throws {
        let table = try Self.read(
            """
            model,gpu,mode,precision,attention_dp_size,batch,input_tokens,output_tokens,tpot_ms
            a,g,agg,fp8,1,16,1024,512,12
            a,g,agg,fp8,1,16,1024,512
            a,g,agg,fp8,1,sixteen,1024,512,12
            a,g,agg,fp8,1,16,1024,512,
            a,g,agg,fp8,1,16,1024,512,-3
            a,g,agg,fp8,1,16,1024,512,nan
            a,g,disagg,fp8,1,16,1024,512,12
            a,g,agg,fp8,4,16,1024,512,12
            a,g,agg,w4a16,1,16,1024,512,12
            a,g,agg,fp8,1,0,1024,512,12
            """)
        #expect(table.rows.count == 1)
        #expect(
            table.leftOut == [
                .wrongWidth: 1, .notANumber: 2, .missingValue: 1, .outOfRange: 2, .separatePrefill: 1,
                .attentionReplicas: 1, .unknownPrecision: 1,
            ])
        #expect(table.firstLines[.wrongWidth] == 3 && table.firstLines[.outOfRange] == 6)
        #expect(table.leftOutText.contains("left out 2 rows: a value is no number, the first in line 4\n"))
    }

    /// Lines inside of quotes count, and an open quote ends with the file.
    @Test func quotedCells() {
        var records = CSVRecords(Array("a,\"b\nc\",\"d\"\"e\"\nf,,\n\"open".utf8))
        #expect(records.next()?.cells == ["a", "b\nc", "d\"e"])
        let second = records.next()
        #expect(second?.cells == ["f", "", ""] && second?.line == 3)
        #expect(records.next()?.cells == ["open"])
        #expect(records.next() == nil)
    }
}
