// Imports lead one way, from file to file and from folder to folder; that of a type is an import, too.
export default {
  forbidden: [
    { name: "no-cycle-of-files", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-cycle-of-folders",
      severity: "error",
      scope: "folder",
      from: {},
      to: { circular: true },
    },
    // what is not found would be in no cycle
    { name: "all-is-found", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^\\.\\./sdk-typescript"] },
    enhancedResolveOptions: { conditionNames: ["import"], exportsFields: ["exports"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
  },
};
