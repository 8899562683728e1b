import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import hooks from "eslint-plugin-react-hooks";
import ts from "typescript-eslint";

export default defineConfig(
  globalIgnores(["target", "node_modules"]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  hooks.configs.flat["recommended-latest"],
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.js", "scripts/*.js"] } },
    },
    rules: {
      "max-lines": ["error", 300],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // constructors of models take the fields of another one
      "@typescript-eslint/no-misused-spread": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // no place where a text becomes a program, or markup
      "no-restricted-syntax": [
        "error",
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: "no markup of texts",
        },
        { selector: "MemberExpression[property.name='innerHTML']", message: "no markup of texts" },
      ],
    },
  },
  { files: ["scripts/**", "*.js"], extends: [ts.configs.disableTypeChecked] },
  {
    files: ["scripts/**"],
    languageOptions: { globals: { process: "readonly", URL: "readonly", fetch: "readonly" } },
  },
);
