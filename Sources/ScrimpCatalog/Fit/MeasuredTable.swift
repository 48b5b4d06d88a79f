/// Measured rows as a CSV file has them, with what could not be used counted by reason.
package struct MeasuredTable: Sendable {
    /// Why a row is not fitted.
    package enum Reason: String, CaseIterable, Sendable {
        case wrongWidth = "another number of cells than the header"
        case missingValue = "a value is missing"
        case notANumber = "a value is no number"
        case outOfRange = "a number is out of range"
        case unknownPrecision = "a precision of unknown width"
        /// Another model of time than one of steps.
        case separatePrefill = "prompts are read on other machines than answers are written on"
        /// Replicas inside a replica: the batch of each is not said.
        case attentionReplicas = "attention is spread by requests"
    }

    package var rows: [MeasuredRow] = []
    package var leftOut: [Reason: Int] = [:]
    /// The first line of each reason, counted from one.
    package var firstLines: [Reason: Int] = [:]

    package init() {}

    mutating func leaveOut(_ reason: Reason, line: Int) {
        leftOut[reason, default: 0] += 1
        if firstLines[reason] == nil { firstLines[reason] = line }
    }
}

/// Why a file of measurements cannot be fitted at all.
package struct MeasuredTableError: Error, Equatable, Sendable {
    package var message: String
    package var help: String
}

/// A column, by every name that it may have.
package enum MeasuredColumn: String, CaseIterable, Sendable {
    case model, gpu, engine, precision, tensorParallel, batch, inputTokens, outputTokens, timePerToken
    case timeToFirstToken, mode, attentionReplicas

    /// The first is ours, the others are those of the aiconfigurator package.
    package var names: [String] {
        switch self {
        case .model: ["model", "model_path"]
        case .gpu: ["gpu", "system"]
        case .engine: ["engine", "backend"]
        case .precision: ["precision"]
        case .tensorParallel: ["tensor_parallel", "tp_size"]
        case .batch: ["batch", "batch_size"]
        case .inputTokens: ["input_tokens", "isl"]
        case .outputTokens: ["output_tokens", "osl"]
        case .timePerToken: ["tpot_ms", "silicon_tpot_ms"]
        case .timeToFirstToken: ["ttft_ms", "silicon_ttft_ms"]
        case .mode: ["mode"]
        case .attentionReplicas: ["attention_dp_size"]
        }
    }

    package static let required: [MeasuredColumn] = [
        .model, .gpu, .batch, .inputTokens, .outputTokens, .timePerToken,
    ]
}

extension MeasuredTable {
    /// Reads a CSV file with a header. Columns may stand in any order, and others are passed over.
    /// - Throws: where columns are missing, with their names.
    package static func read(csv bytes: [UInt8]) throws(MeasuredTableError) -> MeasuredTable {
        var records = CSVRecords(bytes)
        guard let header = records.next() else {
            throw MeasuredTableError(
                message: "the file is empty", help: "its first line names the columns: \(columnList)")
        }
        var places: [MeasuredColumn: Int] = [:]
        for column in MeasuredColumn.allCases {
            places[column] = column.names.lazy.compactMap { header.cells.firstIndex(of: $0) }.first
        }
        let missing = MeasuredColumn.required.filter { places[$0] == nil }
        guard missing.isEmpty else {
            let names = missing.map { column in column.names.map { "`\($0)`" }.joined(separator: " or ") }
            throw MeasuredTableError(
                message: "the file has no column \(names.joined(separator: ", none "))",
                help: "its first line names the columns: \(columnList)")
        }
        var table = MeasuredTable()
        while let record = records.next() {
            if record.cells == [""] { continue }
            switch row(record.cells, places, width: header.cells.count) {
            case .success(let row): table.rows.append(row)
            case .failure(let failure): table.leaveOut(failure.reason, line: record.line)
            }
        }
        return table
    }

    private static var columnList: String {
        MeasuredColumn.allCases.map { column in
            "`\(column.names[0])`" + (MeasuredColumn.required.contains(column) ? "" : " (optional)")
        }.joined(separator: ", ")
    }

    private struct Failure: Error {
        var reason: Reason
    }

    private static func row(
        _ cells: [String], _ places: [MeasuredColumn: Int], width: Int
    ) -> Result<MeasuredRow, Failure> {
        guard cells.count == width else { return .failure(Failure(reason: .wrongWidth)) }
        func text(_ column: MeasuredColumn) -> String? {
            guard let place = places[column], place < cells.count, !cells[place].isEmpty else { return nil }
            return cells[place]
        }
        if let mode = text(.mode), mode != "agg" { return .failure(Failure(reason: .separatePrefill)) }
        if let replicas = text(.attentionReplicas), replicas != "0", replicas != "1" {
            return .failure(Failure(reason: .attentionReplicas))
        }
        guard let model = text(.model), let gpu = text(.gpu) else { return .failure(Failure(reason: .missingValue)) }
        var numbers: [MeasuredColumn: Double] = [:]
        let needed: [MeasuredColumn] = [.batch, .inputTokens, .outputTokens, .timePerToken]
        for column in needed + [.timeToFirstToken, .tensorParallel] {
            guard let cell = text(column) else {
                if needed.contains(column) { return .failure(Failure(reason: .missingValue)) }
                continue
            }
            guard let number = Double(cell), number.isFinite else { return .failure(Failure(reason: .notANumber)) }
            guard number > 0, number < 1e9 else { return .failure(Failure(reason: .outOfRange)) }
            numbers[column] = number
        }
        guard let precision = text(.precision).map({ NumberFormat(rawValue: $0) }) ?? .bf16 else {
            return .failure(Failure(reason: .unknownPrecision))
        }
        guard let batch = numbers[.batch], let input = numbers[.inputTokens], let output = numbers[.outputTokens],
            let time = numbers[.timePerToken], output >= 1, batch >= 1
        else { return .failure(Failure(reason: .outOfRange)) }
        let group = MeasuredRow.Group(
            model: model, gpu: catalogName(ofGPU: gpu), engine: engineName(text(.engine)), precision: precision,
            tensorParallel: max(1, Int64(numbers[.tensorParallel] ?? 1)))
        return .success(
            MeasuredRow(
                group: group, batch: batch, inputTokens: input, outputTokens: output, timePerToken: time / 1_000,
                timeToFirstToken: numbers[.timeToFirstToken].map { $0 / 1_000 }))
    }

    /// Systems as the aiconfigurator package names them; any other name is taken as it is.
    private static func catalogName(ofGPU name: String) -> String {
        switch name {
        case "h100_sxm": "h100-sxm-80gb"
        case "h200_sxm": "h200-sxm-141gb"
        case "b200_sxm": "b200-sxm-180gb"
        case "a100_sxm": "a100-sxm-80gb"
        default: name
        }
    }

    private static func engineName(_ name: String?) -> String {
        switch name {
        case nil: "unknown"
        case "trtllm"?: "tensorrt_llm"
        case .some(let name): name
        }
    }
}
