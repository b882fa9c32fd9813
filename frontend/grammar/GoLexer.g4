// The tokens of Go, spec chapter "Lexical elements".
//
// - Only what is right matches: `08`, `1__2`, "\q" or an open string fail here, and syntax/error_scanner.cpp
//   says what is wrong with them in gc's words.
// - White space and comments are not tokens. syntax/token_source.cpp steps over them, because it needs their
//   newlines for the semicolon rule and their text for the tree.
// - LBODY and LFUNC are never matched: the token source retags `{` when it opens the body of a control clause or
//   of a function, which leaves LBRACE to types, literals and plain blocks. TYPEPARAM is an identifier that the token
//   behind it shows to be the first type parameter of a type declaration.
// - Operators are grouped by how the parser may use them, not by precedence.
lexer grammar GoLexer;

tokens { LBODY, LFUNC, TYPEPARAM }

BREAK: 'break';
CASE: 'case';
CHAN: 'chan';
CONST: 'const';
CONTINUE: 'continue';
DEFAULT: 'default';
DEFER: 'defer';
ELSE: 'else';
FALLTHROUGH: 'fallthrough';
FOR: 'for';
FUNC: 'func';
GO: 'go';
GOTO: 'goto';
IF: 'if';
IMPORT: 'import';
INTERFACE: 'interface';
MAP: 'map';
PACKAGE: 'package';
RANGE: 'range';
RETURN: 'return';
SELECT: 'select';
STRUCT: 'struct';
SWITCH: 'switch';
TYPE: 'type';
VAR: 'var';

IDENT: LETTER (LETTER | DECIMAL | UNICODE_DIGIT)*;

LPAREN: '(';
RPAREN: ')';
LBRACE: '{';
RBRACE: '}';
LBRACK: '[';
RBRACK: ']';
ASSIGN: '=';
COMMA: ',';
SEMI: ';';
COLON: ':';
DOT: '.';
ELLIPSIS: '...';
DEFINE: ':=';
INCDEC: '++' | '--';
ARROW: '<-';
STAR: '*';
OR: '|';
TILDE: '~';
NOT: '!';
SIGN: '+' | '-' | '^' | '&';                                                     // unary or binary
BINARY: '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '/' | '%' | '<<' | '>>' | '&^'; // binary only
OPASSIGN: '+=' | '-=' | '*=' | '/=' | '%=' | '&=' | '|=' | '^=' | '<<=' | '>>=' | '&^=';

INT: INTEGER;
FLOAT: DEC_FLOAT | HEX_FLOAT;
IMAG: (INTEGER | DIGITS | DEC_FLOAT | HEX_FLOAT) 'i';
CHAR: '\'' (~['\\\n] | ESCAPE | '\\\'' | '\\' OCTAL_BYTE | '\\x' HEX HEX) '\'';
STRING: '"' (~["\\\n] | ESCAPE | '\\"' | '\\' OCTAL_BYTE | '\\x' HEX HEX)* '"' | '`' ~'`'* '`';

fragment LETTER: '_' | [\p{L}];
fragment UNICODE_DIGIT: [\p{Nd}];
fragment DECIMAL: [0-9];
fragment HEX: [0-9a-fA-F];
fragment DIGITS: DECIMAL ('_'? DECIMAL)*;
fragment HEX_DIGITS: HEX ('_'? HEX)*;
fragment INTEGER: '0' ('_'? [0-7])* | [1-9] ('_'? DECIMAL)* | '0' [xX] '_'? HEX_DIGITS | '0' [oO] ('_'? [0-7])+ | '0' [bB] ('_'? [01])+;
fragment DEC_FLOAT: DIGITS '.' DIGITS? EXPONENT? | DIGITS EXPONENT | '.' DIGITS EXPONENT?;
fragment EXPONENT: [eE] [+-]? DIGITS;
fragment HEX_FLOAT: '0' [xX] ('_'? HEX_DIGITS '.'? | '_'? HEX_DIGITS '.' HEX_DIGITS | '.' HEX_DIGITS) [pP] [+-]? DIGITS;
fragment ESCAPE: '\\' [abfnrtv\\] | '\\u' SCALAR | '\\U' ('0000' SCALAR | '000' [1-9a-fA-F] HEX HEX HEX HEX | '0010' HEX HEX HEX HEX);
fragment OCTAL_BYTE: [0-3] [0-7] [0-7];
fragment SCALAR: ([0-9a-cA-C] | [eEfF]) HEX HEX HEX | [dD] [0-7] HEX HEX; // not a surrogate
