// Draws every answer of a run from one seed. Prism's own --seed repeats one answer for ever.
require("seedrandom")(process.env.PRISM_RANDOM, { global: true });
