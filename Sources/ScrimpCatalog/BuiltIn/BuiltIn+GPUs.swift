import ScrimpQuantities

extension BuiltIn {
    private static let specificationDate = CivilDate(year: 2026, month: 9, day: 5)
    private static let hourPriceDate = CivilDate(year: 2026, month: 10, day: 1)
    private static let amazon = "AWS on-demand list price, us-east-1"

    /// Specifications are the vendors' figures without sparsity. Prices of instances with several are divided.
    static let gpuRows: [GPURow] = [
        GPURow(
            id: "a100-sxm-40gb", name: "NVIDIA A100 SXM 40 GB", gigabytes: 40, gigabytesPerSecond: 1_555, watts: 400,
            gigaflops16: 312_000, formats: ampere, hourPico: 2_744_705_250_000,
            source: "https://www.nvidia.com/en-us/data-center/a100/", priceSource: "\(amazon), p4d.24xlarge / 8"),
        GPURow(
            id: "a100-sxm-80gb", name: "NVIDIA A100 SXM 80 GB", gigabytes: 80, gigabytesPerSecond: 2_039, watts: 400,
            gigaflops16: 312_000, formats: ampere, hourPico: 3_430_881_250_000,
            spotPico: 451_500_000_000...451_500_000_000, source: "https://www.nvidia.com/en-us/data-center/a100/",
            priceSource: "\(amazon), p4de.24xlarge / 8; spot: Verda FIN-01, SkyPilot catalog v8"),
        GPURow(
            id: "b200-sxm-180gb", name: "NVIDIA B200 SXM 180 GB", gigabytes: 180, gigabytesPerSecond: 7_700,
            watts: 1_000, gigaflops16: 2_250_000, gigaflops8: 4_500_000, gigaflops4: 9_000_000, formats: blackwell,
            hourPico: 14_241_600_000_000, spotPico: 1_712_000_000_000...1_712_000_000_000,
            source: "https://www.nvidia.com/en-us/data-center/dgx-b200/",
            priceSource: "\(amazon), p6-b200.48xlarge / 8; spot: Verda FIN-03, SkyPilot catalog v8"),
        GPURow(
            id: "h100-sxm-80gb", name: "NVIDIA H100 SXM 80 GB", gigabytes: 80, gigabytesPerSecond: 3_352, watts: 700,
            gigaflops16: 989_000, gigaflops8: 1_979_000, formats: hopper, hourPico: 6_880_000_000_000,
            spotPico: 1_406_787_500_000...6_880_000_000_000, source: "https://www.nvidia.com/en-us/data-center/h100/",
            priceSource: "\(amazon), p5.4xlarge; spot: p5.48xlarge / 8 over ten zones, SkyPilot catalog v8"),
        GPURow(
            id: "h200-sxm-141gb", name: "NVIDIA H200 SXM 141 GB", gigabytes: 141, gigabytesPerSecond: 4_800,
            watts: 700, gigaflops16: 989_000, gigaflops8: 1_979_000, formats: hopper, hourPico: 3_390_000_000_000,
            spotPico: 1_186_500_000_000...1_186_500_000_000, source: "https://www.nvidia.com/en-us/data-center/h200/",
            priceSource: "Verda FIN-02, 2H200.141S.88V / 2, SkyPilot catalog v8"),
        GPURow(
            id: "l4-24gb", name: "NVIDIA L4 24 GB", gigabytes: 24, gigabytesPerSecond: 300, watts: 72,
            gigaflops16: 121_000, gigaflops8: 242_000, formats: ada, hourPico: 804_800_000_000,
            source: "https://www.nvidia.com/en-us/data-center/l4/", priceSource: "\(amazon), g6.xlarge"),
        GPURow(
            id: "mi300x-192gb", name: "AMD Instinct MI300X 192 GB", gigabytes: 192, gigabytesPerSecond: 5_300,
            watts: 750, gigaflops16: 1_307_000, gigaflops8: 2_614_000, formats: [.fp32, .fp16, .bf16, .fp8, .int8],
            hourPico: 2_000_000_000_000,
            source: "https://www.amd.com/en/products/accelerators/instinct/mi300/mi300x.html",
            priceSource: "marketplace price, chimeraforge hardware table"),
        GPURow(
            id: "rtx-4090-24gb", name: "NVIDIA GeForce RTX 4090 24 GB", gigabytes: 24, gigabytesPerSecond: 1_008,
            watts: 450, gigaflops16: 165_200, formats: ada,
            source: "https://www.nvidia.com/en-us/geforce/graphics-cards/"),
        GPURow(
            id: "rtx-pro-6000-server-96gb", name: "NVIDIA RTX PRO 6000 Blackwell Server 96 GB", gigabytes: 96,
            gigabytesPerSecond: 1_597, watts: 600, formats: blackwell, hourPico: 5_500_000_000_000,
            source: "https://www.nvidia.com/en-us/data-center/rtx-pro-6000-blackwell-server-edition/",
            priceSource: "Azure on-demand list price, eastus, Standard_NC144lds_xl_RTXPRO6000BSE_v6"),
        GPURow(
            id: "t4-16gb", name: "NVIDIA T4 16 GB", gigabytes: 16, gigabytesPerSecond: 320, watts: 70,
            gigaflops16: 65_000,
            formats: [.fp32, .fp16, .int8, .int4], sparsity: false, hourPico: 526_000_000_000,
            source: "https://www.nvidia.com/en-us/data-center/tesla-t4/", priceSource: "\(amazon), g4dn.xlarge"),
    ]

    private static let ampere: Set<NumberFormat> = [.fp32, .fp16, .bf16, .int8, .int4]
    private static let ada: Set<NumberFormat> = [.fp32, .fp16, .bf16, .fp8, .int8, .int4]
    private static let hopper: Set<NumberFormat> = [.fp32, .fp16, .bf16, .fp8, .int8]
    private static let blackwell: Set<NumberFormat> = [.fp32, .fp16, .bf16, .fp8, .fp6, .fp4, .int8]

    /// One graphics processor of the built-in table, in the units of data sheets.
    struct GPURow: Sendable {
        let id: String
        let name: String
        /// Vendors write GB; taken as 10^9 bytes, which errs on the small side.
        let gigabytes: Int64
        let gigabytesPerSecond: Int64
        let watts: Int64
        var gigaflops16: Int64?
        var gigaflops8: Int64?
        var gigaflops4: Int64?
        let formats: Set<NumberFormat>
        var sparsity = true
        /// Pico-dollars an hour.
        var hourPico: Int64?
        var spotPico: ClosedRange<Int64>?
        let source: String
        var priceSource: String?

        var gpu: CatalogGPU {
            let giga: Int64 = 1_000_000_000
            let spot = spotPico.map { range in
                Money(pico: Int128(range.lowerBound))...Money(pico: Int128(range.upperBound))
            }
            return CatalogGPU(
                id: id, name: name, memory: gigabytes * giga,
                memoryBandwidth: gigabytesPerSecond * giga, fp16Throughput: gigaflops16.map { $0 * giga },
                fp8Throughput: gigaflops8.map { $0 * giga }, fp4Throughput: gigaflops4.map { $0 * giga },
                formats: formats, supportsSparsity: sparsity, powerWatts: watts,
                onDemandPerHour: hourPico.map { Money(pico: Int128($0)) },
                spotPerHour: spot, source: source, asOf: BuiltIn.specificationDate, priceSource: priceSource,
                priceAsOf: priceSource == nil ? nil : BuiltIn.hourPriceDate)
        }
    }
}
