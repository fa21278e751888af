export const blueprints = {
  title: "Blueprints",
  help: "Complete programs to start from. Choose one, change it, then publish.",
  currency: "Amounts were chosen in another currency: look through them before you publish.",
  has: "{{chapter}}: {{count}}",
  take: "Use this blueprint",
  takeNamed: "Use this blueprint: {{name}}",
  confirm: "Replace the draft by {{name}}?",
  change: "{{chapter}}: {{before}} → {{after}}.",
  confirmText: "What you have changed in the draft is lost.",
  confirmPublished:
    "What you have changed in the draft is lost. What is in force stays until you publish.",
};
