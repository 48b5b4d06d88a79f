// Names that the catalog's owner is writing; only so that the policy types compile meanwhile.
package enum ServiceTier: Sendable { case standard, batch, flex, priority }
package struct TierPrices: Sendable {}
package struct CatalogModel: Sendable {}
package struct Catalog: Sendable {}
package enum ModelKind: Sendable { case chat }
