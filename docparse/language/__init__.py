"""The grammar of official Chinese: numerals, quantities, times. Pure functions on str."""
