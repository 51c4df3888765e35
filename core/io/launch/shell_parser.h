// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_tree.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::shell {

// From text to tree. Its commands are in shell_parser.cpp, their words in shell_parser_words.cpp.
class Parser
{
public:
    explicit Parser(const Text &text) : m_text(text) {}

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
    NodePtr bracketed(char opening);
    NodePtr function(std::string name);
    NodePtr test();
    NodePtr arithmetic();
    NodePtr simple();
    void redirectsOf(Node &node);

    // Words
    bool assignmentInto(Node &node);
    void arrayInto(Assignment &assignment);
    bool redirectInto(Node &node);
    void readHereDocuments();
    Text word();
    // The word that comes next if it is one of the language's own: no quotation marks, no signs.
    std::string nextWord() const;
    bool takeWord(std::string_view word);
    void expect(std::string_view word);

    // Letters
    bool atEnd() const { return m_at >= m_text.size() || failed(); }
    char next(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    bool startsWith(std::string_view signs) const;
    bool take(std::string_view signs);
    void skipBlanks(); // and comments, and lines that go on
    void skipLines();  // and blank ones, reading here-documents
    NodePtr make(Node::Kind kind) const;
    int line() const { return m_text.lineAt(m_at); }
    bool failed() const { return !m_complaint.empty(); }
    void fail(std::string complaint, int line);

    const Text &m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::vector<std::pair<Node *, std::size_t>> m_waiting; // here-documents, below this line
    std::string m_complaint;
    int m_complaintLine = 0;
};

} // namespace core::shell
