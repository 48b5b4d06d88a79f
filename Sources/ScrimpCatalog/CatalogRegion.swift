package import ScrimpQuantities

/// A place where a pool can stand, and how dirty its electricity is.
package struct CatalogRegion: Hashable, Sendable {
    /// `eu-central-1`, as `region:` names it.
    package var id: String
    /// `AWS Frankfurt`
    package var name: String
    package var country: String
    /// Grams of CO2 equivalent a kilowatt-hour: the country's yearly average over the life cycle of its plants.
    package var carbonGramsPerKilowattHour: Rational
    package var source: String
    package var asOf: CivilDate

    package init(
        id: String, name: String, country: String, carbonGramsPerKilowattHour: Rational, source: String,
        asOf: CivilDate
    ) {
        self.id = id
        self.name = name
        self.country = country
        self.carbonGramsPerKilowattHour = carbonGramsPerKilowattHour
        self.source = source
        self.asOf = asOf
    }
}
