import fc from 'fast-check'

const letter = fc.oneof(fc.nat(0x7f), fc.nat(0xffff)).map((code) => String.fromCharCode(code))

/** Any text: control characters, lone surrogates and all; and what has broken things before. */
export const hostileText = fc.oneof(
  fc.array(letter, { maxLength: 20 }).map((letters) => letters.join('')),
  fc.constantFrom(
    ...['', 'a,b', '"', '""', '",""', '|', 'a|b', ';', 'a;b', ']', 'a]', 'é😀', '<script>', '../x'],
    ...['a\nb', 'a\rb', 'a\0b', '\r\n\r\n', 'a\r\nAction: Command', 'a\n[general]', '#exec x'],
    ...[`$\{SHELL(id)}`, 'a,System(id)'],
  ),
)
