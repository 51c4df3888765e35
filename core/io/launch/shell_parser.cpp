// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_parser.h"

#include "core/io/launch/shell_scanner.h"

#include <algorithm>
#include <array>

namespace core::shell {
namespace {

constexpr int kDeepest = 100; // commands within commands

// Words that end a sequence.
bool isEnding(std::string_view word)
{
    constexpr std::array<std::string_view, 8> endings = {"then", "else", "elif", "fi",
                                                         "do",   "done", "esac", "}"};
    return std::ranges::find(endings, word) != endings.end();
}

} // namespace

Parsed parseScript(const Text &script)
{
    return Parser(script).script();
}

Parsed Parser::script()
{
    NodePtr root = make(Node::Kind::Sequence);
    while (!atEnd()) {
        root->children.push_back(sequence());
        if (!atEnd()) // a closing word that nothing opened
            fail("\"" + (nextWord().empty() ? std::string(1, next()) : nextWord()) +
                     "\" closes nothing",
                 line());
    }
    return {std::move(root), m_complaint, m_complaintLine};
}

NodePtr Parser::sequence()
{
    NodePtr all = make(Node::Kind::Sequence);
    skipLines();
    while (!atEnd() && next() != ')' && !startsWith(";;") && !isEnding(nextWord())) {
        const std::size_t before = m_at;
        all->children.push_back(andOr());
        skipBlanks();
        if (!startsWith(";;") && !take(";") && !startsWith("&&"))
            (void)take("&");
        skipLines();
        if (m_at == before && !failed())
            fail(std::string("A command cannot begin with \"") + next() + '"', line());
    }
    return all;
}

NodePtr Parser::andOr()
{
    NodePtr all = make(Node::Kind::AndOr);
    all->children.push_back(pipeline());
    for (;;) {
        skipBlanks();
        const bool isAnd = startsWith("&&");
        if (atEnd() || (!isAnd && !startsWith("||")))
            break;
        m_at += 2;
        skipLines();
        all->isAnd.push_back(isAnd);
        all->children.push_back(pipeline());
    }
    return all->children.size() == 1 ? std::move(all->children.front()) : std::move(all);
}

NodePtr Parser::pipeline()
{
    NodePtr all = make(Node::Kind::Pipeline);
    skipBlanks();
    while (nextWord() == "!" || nextWord() == "time") {
        all->isNegated ^= nextWord() == "!";
        m_at += nextWord().size();
        skipBlanks();
    }
    all->children.push_back(command());
    for (;;) {
        skipBlanks();
        if (atEnd() || next() != '|' || startsWith("||"))
            break;
        m_at += startsWith("|&") ? 2u : 1u;
        skipLines();
        all->children.push_back(command());
    }
    const bool plain = all->children.size() == 1 && !all->isNegated;
    return plain ? std::move(all->children.front()) : std::move(all);
}

NodePtr Parser::command()
{
    if (++m_depth > kDeepest)
        fail("Commands stand within each other more than 100 deep", line());
    NodePtr node = anyCommand();
    --m_depth;
    return node;
}

NodePtr Parser::anyCommand()
{
    skipBlanks();
    if (atEnd())
        return make(Node::Kind::Sequence);
    if (startsWith("((")) {
        NodePtr node = arithmetic();
        redirectsOf(*node);
        return node;
    }
    if (next() == '(')
        return bracketed('(');
    const std::string word = nextWord();
    if (NodePtr node = compound(word))
        return node;
    // name ( ) { … }
    if (!word.empty() && isNameStart(word.front())) {
        std::size_t at = m_at + word.size();
        while (at < m_text.size() && isBlank(m_text[at]))
            ++at;
        if (at + 1 < m_text.size() && m_text[at] == '(' && m_text[at + 1] == ')') {
            m_at = at + 2;
            return function(word);
        }
    }
    return simple();
}

// Null: the word begins none.
NodePtr Parser::compound(std::string_view word)
{
    NodePtr node;
    if (word == "if")
        node = conditional();
    else if (word == "case")
        node = caseOf();
    else if (word == "for" || word == "select")
        node = forLoop();
    else if (word == "while" || word == "until")
        node = whileLoop();
    else if (word == "{")
        node = bracketed('{');
    else if (word == "[[")
        node = test();
    else if (word == "function") {
        m_at += word.size();
        skipBlanks();
        std::string name = this->word().plain();
        skipBlanks();
        (void)take("()");
        return function(std::move(name));
    } else
        return nullptr;
    redirectsOf(*node);
    return node;
}

NodePtr Parser::conditional()
{
    NodePtr node = make(Node::Kind::If);
    (void)takeWord("if");
    do {
        node->children.push_back(sequence());
        expect("then");
        node->children.push_back(sequence());
    } while (!atEnd() && takeWord("elif"));
    if (takeWord("else"))
        node->children.push_back(sequence());
    expect("fi");
    return node;
}

NodePtr Parser::caseOf()
{
    NodePtr node = make(Node::Kind::Case);
    (void)takeWord("case");
    skipBlanks();
    node->words.push_back(word());
    skipLines();
    expect("in");
    skipLines();
    while (!atEnd() && nextWord() != "esac")
        node->branches.push_back(caseBranch());
    expect("esac");
    return node;
}

CaseBranch Parser::caseBranch()
{
    CaseBranch branch;
    (void)take("(");
    do {
        skipBlanks();
        branch.patterns.push_back(word());
        skipBlanks();
    } while (!atEnd() && take("|"));
    if (!take(")") && !failed())
        fail("A pattern of case needs its \")\"", line());
    branch.body = sequence();
    if (!take(";;&"))
        (void)take(";;");
    skipLines();
    return branch;
}

NodePtr Parser::forLoop()
{
    NodePtr node = make(Node::Kind::ForIn);
    m_at += nextWord().size();
    skipBlanks();
    if (startsWith("((")) {
        node->kind = Node::Kind::Counted;
        m_at = std::min(endOfBrackets(m_text, m_at), m_text.size());
    } else {
        node->name = word().plain();
        skipLines();
        if (takeWord("in")) {
            skipBlanks();
            while (!atEnd() && !endsWord(next())) {
                node->words.push_back(word());
                skipBlanks();
            }
        }
    }
    skipBlanks();
    (void)take(";");
    skipLines();
    expect("do");
    node->children.push_back(sequence());
    expect("done");
    return node;
}

NodePtr Parser::whileLoop()
{
    NodePtr node = make(Node::Kind::Loop);
    node->isNegated = nextWord() == "until";
    m_at += nextWord().size();
    node->children.push_back(sequence());
    expect("do");
    node->children.push_back(sequence());
    expect("done");
    return node;
}

NodePtr Parser::bracketed(char opening)
{
    NodePtr node = make(opening == '(' ? Node::Kind::Subshell : Node::Kind::Sequence);
    ++m_at;
    node->children.push_back(sequence());
    if (opening == '{')
        expect("}");
    else if (!take(")") && !failed())
        fail("The bracket \"(\" is never closed", node->line);
    if (opening == '(')
        redirectsOf(*node);
    return node;
}

NodePtr Parser::function(std::string name)
{
    NodePtr node = make(Node::Kind::Function);
    node->name = std::move(name);
    skipLines();
    node->children.push_back(command());
    return node;
}

NodePtr Parser::test()
{
    NodePtr node = make(Node::Kind::Test);
    (void)takeWord("[[");
    bool isExpression = false; // behind =~ signs are letters
    for (skipLines(); !atEnd() && nextWord() != "]]"; skipLines()) {
        const std::size_t before = m_at;
        if (isExpression) {
            while (m_at < m_text.size() && !isBlank(next()) && next() != '\n')
                ++m_at;
        } else if (startsWith("&&") || startsWith("||")) {
            m_at += 2;
        } else if (std::string_view("()<>").find(next()) != std::string_view::npos) {
            ++m_at;
        } else {
            m_at = std::min(endOfWord(m_text, m_at), m_text.size());
        }
        if (m_at == before)
            return fail("A test has a sign that it cannot have", line()), std::move(node);
        node->words.push_back(m_text.part(before, m_at - before));
        isExpression = node->words.back().bytes() == "=~";
    }
    expect("]]");
    return node;
}

NodePtr Parser::arithmetic()
{
    NodePtr node = make(Node::Kind::Arithmetic);
    const std::size_t end = endOfBrackets(m_text, m_at);
    if (end == kNoEnd) {
        fail("The brackets \"((\" are never closed", line());
        return node;
    }
    node->words.push_back(m_text.part(m_at + 2, end > m_at + 4 ? end - m_at - 4 : 0));
    m_at = end;
    return node;
}

NodePtr Parser::simple()
{
    constexpr std::array<std::string_view, 5> declaring = {"declare", "export", "local", "readonly",
                                                           "typeset"};
    NodePtr node = make(Node::Kind::Simple);
    for (skipBlanks(); !atEnd(); skipBlanks()) {
        if (redirectInto(*node))
            continue;
        if (endsWord(next()))
            break;
        const bool first = node->words.empty();
        const bool declares =
            !first && std::ranges::find(declaring, node->words.front().bytes()) != declaring.end();
        if ((first || declares) && assignmentInto(*node))
            continue;
        node->words.push_back(word());
    }
    return node;
}

void Parser::redirectsOf(Node &node)
{
    skipBlanks();
    while (!atEnd() && redirectInto(node))
        skipBlanks();
}

} // namespace core::shell
