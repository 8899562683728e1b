import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

export default defineConfig(
  globalIgnores(["dist", "target", "temp", "node_modules"]),
  js.configs.recommended,
  ts.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ["*.js", "scripts/*.js"] } },
    },
    rules: {
      "max-lines": ["error", 300],
      "no-restricted-globals": ["error", "Buffer", "process"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    files: ["src/node/**", "test/**", "scripts/**", "*.js", "*.ts"],
    rules: {
      "no-restricted-globals": "off",
      // a test says what is in the file that it reads
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      // the constructors of models take the fields of another one
      "@typescript-eslint/no-misused-spread": "off",
    },
  },
  { files: ["scripts/**"], extends: [ts.configs.disableTypeChecked] },
);
