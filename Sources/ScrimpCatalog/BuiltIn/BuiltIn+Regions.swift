import ScrimpQuantities

extension BuiltIn {
    private static let carbonSource = "Our World in Data and Ember, lifecycle carbon intensity of electricity, 2025"
    private static let carbonDate = CivilDate(year: 2026, month: 4, day: 27)

    /// Countries' averages: what a region's own grid emits may differ, and a catalog file may say so.
    static let regionRows: [RegionRow] = [
        RegionRow(id: "af-south-1", name: "AWS Cape Town", country: "South Africa", hundredths: 69_929),
        RegionRow(id: "ap-northeast-1", name: "AWS Tokyo", country: "Japan", hundredths: 47_726),
        RegionRow(id: "ap-northeast-2", name: "AWS Seoul", country: "South Korea", hundredths: 41_706),
        RegionRow(id: "ap-south-1", name: "AWS Mumbai", country: "India", hundredths: 67_013),
        RegionRow(id: "ap-southeast-1", name: "AWS Singapore", country: "Singapore", hundredths: 49_709),
        RegionRow(id: "ap-southeast-2", name: "AWS Sydney", country: "Australia", hundredths: 52_518),
        RegionRow(id: "ca-central-1", name: "AWS Montreal", country: "Canada", hundredths: 19_072),
        RegionRow(id: "eastus", name: "Azure Virginia", country: "United States", hundredths: 38_440),
        RegionRow(id: "eu-central-1", name: "AWS Frankfurt", country: "Germany", hundredths: 32_965),
        RegionRow(id: "eu-central-2", name: "AWS Zurich", country: "Switzerland", hundredths: 3_922),
        RegionRow(id: "eu-north-1", name: "AWS Stockholm", country: "Sweden", hundredths: 3_526),
        RegionRow(id: "eu-south-1", name: "AWS Milan", country: "Italy", hundredths: 28_478),
        RegionRow(id: "eu-west-1", name: "AWS Dublin", country: "Ireland", hundredths: 25_654),
        RegionRow(id: "eu-west-2", name: "AWS London", country: "United Kingdom", hundredths: 21_741),
        RegionRow(id: "eu-west-3", name: "AWS Paris", country: "France", hundredths: 4_144),
        RegionRow(id: "europe-north1", name: "Google Cloud Hamina", country: "Finland", hundredths: 5_747),
        RegionRow(id: "europe-west1", name: "Google Cloud St. Ghislain", country: "Belgium", hundredths: 14_982),
        RegionRow(id: "europe-west3", name: "Google Cloud Frankfurt", country: "Germany", hundredths: 32_965),
        RegionRow(id: "europe-west4", name: "Google Cloud Eemshaven", country: "Netherlands", hundredths: 25_356),
        RegionRow(id: "francecentral", name: "Azure Paris", country: "France", hundredths: 4_144),
        RegionRow(id: "germanywestcentral", name: "Azure Frankfurt", country: "Germany", hundredths: 32_965),
        RegionRow(id: "northeurope", name: "Azure Dublin", country: "Ireland", hundredths: 25_654),
        RegionRow(id: "sa-east-1", name: "AWS Sao Paulo", country: "Brazil", hundredths: 10_995),
        RegionRow(id: "swedencentral", name: "Azure Gavle", country: "Sweden", hundredths: 3_526),
        RegionRow(id: "uksouth", name: "Azure London", country: "United Kingdom", hundredths: 21_741),
        RegionRow(id: "us-central1", name: "Google Cloud Iowa", country: "United States", hundredths: 38_440),
        RegionRow(id: "us-east-1", name: "AWS Northern Virginia", country: "United States", hundredths: 38_440),
        RegionRow(id: "us-east-2", name: "AWS Ohio", country: "United States", hundredths: 38_440),
        RegionRow(id: "us-east4", name: "Google Cloud Northern Virginia", country: "United States", hundredths: 38_440),
        RegionRow(id: "us-west-1", name: "AWS Northern California", country: "United States", hundredths: 38_440),
        RegionRow(id: "us-west-2", name: "AWS Oregon", country: "United States", hundredths: 38_440),
        RegionRow(id: "westeurope", name: "Azure Amsterdam", country: "Netherlands", hundredths: 25_356),
        RegionRow(id: "westus", name: "Azure California", country: "United States", hundredths: 38_440),
    ]

    /// One region of the built-in table.
    struct RegionRow: Sendable {
        let id: String
        let name: String
        let country: String
        /// Hundredths of a gram of CO2 equivalent a kilowatt-hour.
        let hundredths: Int128

        var region: CatalogRegion {
            CatalogRegion(
                id: id, name: name, country: country,
                carbonGramsPerKilowattHour: Rational(hundredths, 100) ?? .zero, source: BuiltIn.carbonSource,
                asOf: BuiltIn.carbonDate)
        }
    }
}
