/** Object mappers that can change the schema of a database by themselves. */

/** Packages whose connection options know `synchronize` and `dropSchema`. */
export const TYPEORM: readonly string[] = ['typeorm', '@nestjs/typeorm', 'typeorm-extension'];

/** Whose models know `sync`. */
export const SEQUELIZE: readonly string[] = ['sequelize', 'sequelize-typescript', '@sequelize/core'];

/** Whose schema generators know `updateSchema`. */
export const MIKRO_ORM = /^@mikro-orm\//;
