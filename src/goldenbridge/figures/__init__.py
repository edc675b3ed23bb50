"""Charts and maps as inline SVG, without reading or writing anything."""
