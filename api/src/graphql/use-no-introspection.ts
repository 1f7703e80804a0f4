import { NoSchemaIntrospectionCustomRule } from 'graphql'
import type { Plugin } from 'graphql-yoga'

/** In production the schema is read in its printed file, not asked of servers; names that exist are not suggested either. */
export const useNoIntrospection = (): Plugin => ({
  onValidate({ addValidationRule }) {
    addValidationRule(NoSchemaIntrospectionCustomRule)
    return ({ result, setResult }) => {
      for (const error of result) error.message = error.message.replace(/ Did you mean .+\?/, '')
      setResult([...result])
    }
  },
})
