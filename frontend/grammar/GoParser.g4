// Go's syntax, under the spec's production names where there is one, LL(1) throughout.
//
// LL(1) is what makes it fast: every decision is one switch on the next token in the generated code, and CI counts
// the exceptions. Three things buy that:
// - Cover productions. Where Go decides late (`a, b int` or `A, B`; `T[N]` or `T[N]int`; `type T[P any]` or
//   `type T[N*2]int`; types as expressions), one rule takes all readings and syntax/build_*.cpp tells them apart,
//   as gc does, and refuses what only the cover allows.
// - Expressions are flat; precedence is resolved in the builder.
// - The token source inserts semicolons and tells a body's `{` from a literal's.
parser grammar GoParser;

options { tokenVocab = GoLexer; }

sourceFile: packageClause SEMI (importDecl SEMI)* (topLevelDecl SEMI)* EOF;
importsOnly: packageClause SEMI (importDecl SEMI)*;
packageClause: PACKAGE IDENT;

// ---------------------------------------------------------------- declarations

importDecl: IMPORT (importSpec | LPAREN (importSpec (SEMI importSpec?)*)? RPAREN);
importSpec: (DOT | IDENT)? STRING;

topLevelDecl: declaration | functionDecl;
declaration: constDecl | varDecl | typeDecl;
constDecl: CONST (constSpec | LPAREN (constSpec (SEMI constSpec?)*)? RPAREN);
varDecl: VAR (varSpec | LPAREN (varSpec (SEMI varSpec?)*)? RPAREN);
typeDecl: TYPE (typeSpec | LPAREN (typeSpec (SEMI typeSpec?)*)? RPAREN);

identifierList: IDENT (COMMA IDENT)*;
constSpec: identifierList type_? (ASSIGN expressionList)?;
varSpec: identifierList (type_ (ASSIGN expressionList)? | ASSIGN expressionList);

// AliasDecl | TypeDef. The brackets hold type parameters or an array length; what could be either (`P *C`, `P (C)`)
// is read as an expression.
typeSpec
    : IDENT ( ASSIGN type_
            | LBRACK ((firstTypeParam | expression) (COMMA typeParamDecl?)* | ELLIPSIS)? RBRACK ASSIGN? type_
            | plainType)
    ;
firstTypeParam: TYPEPARAM (term (OR term)*)?;

typeParameters: LBRACK typeParamDecl (COMMA typeParamDecl?)* RBRACK;
typeParamDecl: IDENT (term (OR term)*)?;
term: TILDE? type_;

functionDecl: FUNC parameters? IDENT typeParameters? signature functionBody?;
functionBody: LFUNC statementList RBRACE;
signature: parameters (parameters | typeName | arrayType | pointerType | typeLit)?; // and Result
parameters: LPAREN (parameterDecl (COMMA parameterDecl?)*)? RPAREN;
// A lone IDENT is a name or a type; `IDENT [ … ]` is an instance or, with a type behind it, a named array.
parameterDecl
    : IDENT (DOT IDENT typeArgs? | LBRACK bracketList? RBRACK type_? | ELLIPSIS type_ | plainType)?
    | ELLIPSIS type_
    | arrayType | pointerType | typeLit | LPAREN type_ RPAREN
    ;
bracketList: ELLIPSIS | expression (COMMA expression?)*;

// ---------------------------------------------------------------- types

type_: typeName | arrayType | pointerType | typeLit | LPAREN type_ RPAREN;
plainType: typeName | pointerType | typeLit | LPAREN type_ RPAREN; // does not begin with `[`
typeName: IDENT (DOT IDENT)? typeArgs?;
typeArgs: LBRACK type_ (COMMA type_?)* RBRACK;
typeLit: structType | interfaceType | mapType | chanType | recvChanType | functionType;

arrayType: LBRACK (expression | ELLIPSIS)? RBRACK type_; // and SliceType
pointerType: STAR type_;
mapType: MAP LBRACK type_ RBRACK type_;
chanType: CHAN (ARROW type_ | typeName | arrayType | pointerType | structType | interfaceType | mapType | chanType | functionType | LPAREN type_ RPAREN);
recvChanType: ARROW CHAN type_;
functionType: FUNC signature;

structType: STRUCT LBRACE (fieldDecl (SEMI fieldDecl?)*)? RBRACE;
fieldDecl
    : (IDENT ((COMMA IDENT)+ type_ | DOT IDENT typeArgs? | LBRACK bracketList? RBRACK type_? | plainType)?
      | STAR typeName) STRING?
    ;
interfaceType: INTERFACE LBRACE (interfaceElem (SEMI interfaceElem?)*)? RBRACE;
interfaceElem
    : IDENT (signature | (DOT IDENT)? typeArgs? (OR term)*)
    | (TILDE type_ | arrayType | pointerType | typeLit | LPAREN type_ RPAREN) (OR term)*
    ;

// ---------------------------------------------------------------- statements

statementList: statement? (SEMI statement?)*;
block: LBRACE statementList RBRACE;
body: LBODY statementList RBRACE;

statement
    : declaration
    | simpleStmt (COLON statement?)? // LabeledStmt
    | block
    | ifStmt | forStmt | switchStmt | selectStmt
    | (GO | DEFER) expression
    | RETURN expressionList?
    | (BREAK | CONTINUE) IDENT?
    | GOTO IDENT
    | FALLTHROUGH
    ;
simpleStmt
    : expressionList ((DEFINE | ASSIGN) RANGE? expressionList | OPASSIGN expression | INCDEC | ARROW expression)?
    | RANGE expression
    ;
header: simpleStmt? (SEMI simpleStmt? (SEMI simpleStmt?)?)?; // of every control clause
ifStmt: IF header body (ELSE (ifStmt | body))?;
forStmt: FOR header body;
switchStmt: SWITCH header LBODY clause* RBRACE;
selectStmt: SELECT LBODY clause* RBRACE;
clause: (CASE simpleStmt | DEFAULT) COLON statementList;

// ---------------------------------------------------------------- expressions

expressionList: expression (COMMA expression)*;
expression: (STAR | SIGN | NOT | ARROW | TILDE)* primaryExpr ((STAR | OR | BINARY | SIGN) (STAR | SIGN | NOT | ARROW | TILDE)* primaryExpr)*;
primaryExpr
    : (IDENT | INT | FLOAT | IMAG | CHAR | STRING | LPAREN expression RPAREN | structType | interfaceType) postfix*
    | (arrayType | mapType | chanType) ((literalValue | arguments) postfix*)?
    | FUNC parameters ( functionBody postfix*
                      | (parameters | typeName | arrayType | pointerType | typeLit)
                        ((functionBody | arguments) postfix*)? // `func() T(x)` converts
                      )?
    ;
// Selector, TypeAssertion, TypeSwitchGuard, Index or TypeArgs, Slice, Arguments, LiteralValue.
postfix
    : DOT (IDENT | LPAREN (TYPE | type_) RPAREN)
    | LBRACK (expression (COMMA expression?)*)? (COLON expression? (COLON expression?)?)? RBRACK
    | arguments
    | literalValue
    ;
arguments: LPAREN (expression (COMMA expression?)* (ELLIPSIS COMMA?)?)? RPAREN;
literalValue: LBRACE (element (COMMA element?)*)? RBRACE;
element: (expression | literalValue) (COLON (expression | literalValue))?;
