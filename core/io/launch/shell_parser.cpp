// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_scanner.h"
#include "core/io/launch/shell_tree.h"
#include "core/io/launch/shell_word_reader.h"

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

// From text to tree.
class ScriptParser
{
public:
    explicit ScriptParser(const Text &text) : m_in(text) {}

    Parsed script();

private:
    NodePtr sequence();
    NodePtr andOr();
    NodePtr pipeline();
    NodePtr command();
    NodePtr anyCommand();
    NodePtr compound(std::string_view word);
    NodePtr conditional();
    NodePtr caseOf();
    CaseBranch caseBranch();
    NodePtr forLoop();
    NodePtr whileLoop();
    NodePtr grouped(char opening);
    bool takesFunctionName(const std::string &word);
    NodePtr function(std::string name);
    NodePtr test();
    NodePtr arithmetic();
    NodePtr simple();
    void redirectsOf(Node &node);

    WordReader m_in;
    int m_depth = 0;
};

Parsed ScriptParser::script()
{
    NodePtr root = m_in.make(Node::Kind::Sequence);
    while (!m_in.atEnd()) {
        root->children.push_back(sequence());
        if (!m_in.atEnd()) // a closing word that nothing opened
            m_in.fail(
                "\"" + (m_in.nextWord().empty() ? std::string(1, m_in.next()) : m_in.nextWord()) +
                    "\" closes nothing",
                m_in.line());
    }
    return {std::move(root), m_in.complaint(), m_in.complaintLine()};
}

NodePtr ScriptParser::sequence()
{
    NodePtr all = m_in.make(Node::Kind::Sequence);
    m_in.skipLines();
    while (!m_in.atEnd() && m_in.next() != ')' && !m_in.startsWith(";;") &&
           !isEnding(m_in.nextWord())) {
        const std::size_t before = m_in.place();
        all->children.push_back(andOr());
        m_in.skipBlanks();
        if (!m_in.startsWith(";;") && !m_in.take(";") && !m_in.startsWith("&&"))
            (void)m_in.take("&");
        m_in.skipLines();
        if (m_in.place() == before && !m_in.failed())
            m_in.fail(std::string("A command cannot begin with \"") + m_in.next() + '"',
                      m_in.line());
    }
    return all;
}

NodePtr ScriptParser::andOr()
{
    NodePtr all = m_in.make(Node::Kind::AndOr);
    all->children.push_back(pipeline());
    for (;;) {
        m_in.skipBlanks();
        const bool isAnd = m_in.startsWith("&&");
        if (m_in.atEnd() || (!isAnd && !m_in.startsWith("||")))
            break;
        m_in.skip(2);
        m_in.skipLines();
        all->isAnd.push_back(isAnd);
        all->children.push_back(pipeline());
    }
    return all->children.size() == 1 ? std::move(all->children.front()) : std::move(all);
}

NodePtr ScriptParser::pipeline()
{
    NodePtr all = m_in.make(Node::Kind::Pipeline);
    m_in.skipBlanks();
    while (m_in.nextWord() == "!" || m_in.nextWord() == "time") {
        all->isNegated ^= m_in.nextWord() == "!";
        m_in.skip(m_in.nextWord().size());
        m_in.skipBlanks();
    }
    all->children.push_back(command());
    for (;;) {
        m_in.skipBlanks();
        if (m_in.atEnd() || m_in.next() != '|' || m_in.startsWith("||"))
            break;
        m_in.skip(m_in.startsWith("|&") ? 2u : 1u);
        m_in.skipLines();
        all->children.push_back(command());
    }
    const bool plain = all->children.size() == 1 && !all->isNegated;
    return plain ? std::move(all->children.front()) : std::move(all);
}

NodePtr ScriptParser::command()
{
    if (++m_depth > kDeepest)
        m_in.fail("Commands stand within each other more than 100 deep", m_in.line());
    NodePtr node = anyCommand();
    --m_depth;
    return node;
}

NodePtr ScriptParser::anyCommand()
{
    m_in.skipBlanks();
    if (m_in.atEnd())
        return m_in.make(Node::Kind::Sequence);
    if (m_in.startsWith("((")) {
        NodePtr node = arithmetic();
        redirectsOf(*node);
        return node;
    }
    if (m_in.next() == '(')
        return grouped('(');
    const std::string word = m_in.nextWord();
    if (NodePtr node = compound(word))
        return node;
    if (takesFunctionName(word))
        return function(word);
    return simple();
}

// name ( )
bool ScriptParser::takesFunctionName(const std::string &word)
{
    const auto isLetter = [](char byte) { return isNamePart(byte) || byte == '-' || byte == '.'; };
    if (word.empty() || !std::ranges::all_of(word, isLetter)) // A=() is an array
        return false;
    std::size_t at = word.size();
    while (isBlank(m_in.next(at)))
        ++at;
    if (m_in.next(at) != '(' || m_in.next(at + 1) != ')')
        return false;
    m_in.skip(at + 2);
    return true;
}

// Null: the word begins none.
NodePtr ScriptParser::compound(std::string_view word)
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
        node = grouped('{');
    else if (word == "[[")
        node = test();
    else if (word == "function") {
        m_in.skip(word.size());
        m_in.skipBlanks();
        std::string name = m_in.word().plain();
        m_in.skipBlanks();
        (void)m_in.take("()");
        return function(std::move(name));
    } else
        return nullptr;
    redirectsOf(*node);
    return node;
}

NodePtr ScriptParser::conditional()
{
    NodePtr node = m_in.make(Node::Kind::If);
    (void)m_in.takeWord("if");
    do {
        node->children.push_back(sequence());
        m_in.expect("then");
        node->children.push_back(sequence());
    } while (!m_in.atEnd() && m_in.takeWord("elif"));
    if (m_in.takeWord("else"))
        node->children.push_back(sequence());
    m_in.expect("fi");
    return node;
}

NodePtr ScriptParser::caseOf()
{
    NodePtr node = m_in.make(Node::Kind::Case);
    (void)m_in.takeWord("case");
    m_in.skipBlanks();
    node->words.push_back(m_in.word());
    m_in.skipLines();
    m_in.expect("in");
    m_in.skipLines();
    while (!m_in.atEnd() && m_in.nextWord() != "esac")
        node->branches.push_back(caseBranch());
    m_in.expect("esac");
    return node;
}

CaseBranch ScriptParser::caseBranch()
{
    CaseBranch branch;
    (void)m_in.take("(");
    do {
        m_in.skipBlanks();
        branch.patterns.push_back(m_in.word());
        m_in.skipBlanks();
    } while (!m_in.atEnd() && m_in.take("|"));
    if (!m_in.take(")") && !m_in.failed())
        m_in.fail("A pattern of case needs its \")\"", m_in.line());
    branch.body = sequence();
    if (!m_in.take(";;&"))
        (void)m_in.take(";;");
    m_in.skipLines();
    return branch;
}

NodePtr ScriptParser::forLoop()
{
    NodePtr node = m_in.make(Node::Kind::ForIn);
    m_in.skip(m_in.nextWord().size());
    m_in.skipBlanks();
    if (m_in.startsWith("((")) {
        node->kind = Node::Kind::Counted;
        const Text inner = m_in.bracketed(); // ( … )
        const Text head = inner.part(1, inner.size() > 2 ? inner.size() - 2 : 0);
        for (std::size_t at = 0; at <= head.size();) { // first; condition; next
            const std::size_t end = std::min(head.bytes().find(';', at), head.size());
            node->words.push_back(head.part(at, end - at));
            at = end + 1;
        }
        for (const char letter : node->words.front().bytes()) {
            if (isNamePart(letter))
                node->name += letter;
            else if (!node->name.empty())
                break;
        }
    } else {
        node->name = m_in.word().plain();
        m_in.skipLines();
        if (m_in.takeWord("in")) {
            m_in.skipBlanks();
            while (!m_in.atEnd() && !endsWord(m_in.next())) {
                node->words.push_back(m_in.word());
                m_in.skipBlanks();
            }
        }
    }
    m_in.skipBlanks();
    (void)m_in.take(";");
    m_in.skipLines();
    m_in.expect("do");
    node->children.push_back(sequence());
    m_in.expect("done");
    return node;
}

NodePtr ScriptParser::whileLoop()
{
    NodePtr node = m_in.make(Node::Kind::Loop);
    node->isNegated = m_in.nextWord() == "until";
    m_in.skip(m_in.nextWord().size());
    node->children.push_back(sequence());
    m_in.expect("do");
    node->children.push_back(sequence());
    m_in.expect("done");
    return node;
}

NodePtr ScriptParser::grouped(char opening)
{
    NodePtr node = m_in.make(opening == '(' ? Node::Kind::Subshell : Node::Kind::Sequence);
    m_in.skip(1);
    node->children.push_back(sequence());
    if (opening == '{')
        m_in.expect("}");
    else if (!m_in.take(")") && !m_in.failed())
        m_in.fail("The bracket \"(\" is never closed", node->line);
    if (opening == '(')
        redirectsOf(*node);
    return node;
}

NodePtr ScriptParser::function(std::string name)
{
    NodePtr node = m_in.make(Node::Kind::Function);
    node->name = std::move(name);
    m_in.skipLines();
    node->children.push_back(command());
    return node;
}

NodePtr ScriptParser::test()
{
    NodePtr node = m_in.make(Node::Kind::Test);
    (void)m_in.takeWord("[[");
    bool isExpression = false;
    for (m_in.skipLines(); !m_in.atEnd() && m_in.nextWord() != "]]"; m_in.skipLines()) {
        node->words.push_back(m_in.testWord(isExpression));
        isExpression = node->words.back().bytes() == "=~";
    }
    m_in.expect("]]");
    return node;
}

NodePtr ScriptParser::arithmetic()
{
    NodePtr node = m_in.make(Node::Kind::Arithmetic);
    const Text inner = m_in.bracketed(); // ( … )
    node->words.push_back(inner.part(1, inner.size() > 2 ? inner.size() - 2 : 0));
    return node;
}

NodePtr ScriptParser::simple()
{
    constexpr std::array<std::string_view, 5> declaring = {"declare", "export", "local", "readonly",
                                                           "typeset"};
    NodePtr node = m_in.make(Node::Kind::Simple);
    for (m_in.skipBlanks(); !m_in.atEnd(); m_in.skipBlanks()) {
        if (m_in.redirectInto(*node))
            continue;
        if (endsWord(m_in.next()) && !m_in.atPlaceholder())
            break;
        const bool first = node->words.empty();
        const bool declares =
            !first && std::ranges::find(declaring, node->words.front().bytes()) != declaring.end();
        if ((first || declares) && m_in.assignmentInto(*node))
            continue;
        node->words.push_back(m_in.word());
    }
    return node;
}

void ScriptParser::redirectsOf(Node &node)
{
    m_in.skipBlanks();
    while (!m_in.atEnd() && m_in.redirectInto(node))
        m_in.skipBlanks();
}

} // namespace

Parsed parseScript(const Text &script)
{
    return ScriptParser(script).script();
}

} // namespace core::shell
