import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

// Colour means state and nothing else, so the interface itself is ink on paper.
const ink: MantineColorsTuple = [
  '#eceef1',
  '#dde0e5',
  '#c3c8cf',
  '#a3aab4',
  '#848d99',
  '#656f7c',
  '#4a535f',
  '#343b45',
  '#232931',
  '#181c22',
]
// From gray 5 on, ≥ 4.5:1 on paper: dimmed text and placeholders use those.
const gray: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f2f4',
  '#e5e8eb',
  '#d9dde2',
  '#c2c8cf',
  '#69727d',
  '#59616c',
  '#434a54',
  '#2d333b',
  '#191d23',
]
// Mantine's dark scheme: 0 text, 2 dimmed, 4 borders, 6 inputs, 7 paper.
const dark: MantineColorsTuple = [
  '#e7eaee',
  '#c4cad2',
  '#9ba4af',
  '#858e9a',
  '#343b44',
  '#2a3038',
  '#1d2228',
  '#14171b',
  '#0e1013',
  '#090a0c',
]

/**
 * Fills and texts of controls come from tokens.css, which keeps their contrast in both schemes:
 * Mantine computes the text on a fill for the light scheme only.
 */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  const name = input.color ?? input.theme.primaryColor
  const tokens = name === 'red' ? 'breach' : name === 'ink' ? 'ink' : null
  if (!tokens) return colors
  if (input.variant === 'filled') {
    return {
      ...colors,
      background: `var(--fill-${tokens})`,
      hover: `var(--fill-${tokens}-hover)`,
      color: `var(--fill-${tokens}-text)`,
    }
  }
  if (tokens === 'ink' || !['light', 'outline', 'subtle'].includes(input.variant)) return colors
  return {
    background: input.variant === 'light' ? 'var(--state-breach-tint)' : 'transparent',
    hover: 'var(--state-breach-tint)',
    color: 'var(--state-breach)',
    border: `1px solid ${input.variant === 'outline' ? 'var(--state-breach)' : 'transparent'}`,
  }
}

/** Where tooltips and menus are drawn: a landmark, since readers look for no text outside one. */
export const overlaysId = 'overlays'

export const theme = createTheme({
  colors: { ink, gray, dark },
  primaryColor: 'ink',
  primaryShade: { light: 9, dark: 0 },
  variantColorResolver,
  black: '#191d23',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, monospace',
  fontSizes: {
    xs: '0.75rem',
    sm: '0.875rem',
    md: '0.875rem',
    lg: '1rem',
    xl: '1.25rem',
  },
  lineHeights: { xs: '1.333', sm: '1.43', md: '1.43', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.4' },
      h2: { fontSize: '1rem', lineHeight: '1.5' },
      h3: { fontSize: '0.875rem', lineHeight: '1.43' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '999px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: {
      defaultProps: {
        openDelay: 300,
        withArrow: false,
        events: { hover: true, focus: true, touch: false },
        portalProps: { target: `#${overlaysId}` },
      },
    },
    Modal: {
      styles: { title: { fontSize: '1rem', fontWeight: 600 } },
      defaultProps: { centered: true, transitionProps: { duration: 150 } },
    },
    Menu: {
      defaultProps: {
        transitionProps: { duration: 120 },
        shadow: 'sm',
        portalProps: { target: `#${overlaysId}` },
      },
    },
    Skeleton: { defaultProps: { radius: 'sm' } },
  },
})
