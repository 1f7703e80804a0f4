import type { InferAttributes, InferCreationAttributes, Model } from 'sequelize'

/** A row of a table, as Sequelize gives it; `raw: true` gives its attributes alone. */
export interface Row<M extends Model> extends Model<InferAttributes<M>, InferCreationAttributes<M>> {}
