// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/launch/shell_tree.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace core::shell {

// Where a parser stands in a script, and the words, assignments and redirections that begin there.
class WordReader
{
public:
    explicit WordReader(const Text &text) : m_text(text) {}

    // NAME=…, NAME+=…, NAME[…]=…; false: it is a word.
    bool assignmentInto(Node &node);
    bool redirectInto(Node &node);
    Text word();
    // What stands between ( and ), or a test; both without their signs.
    Text bracketed();
    Text testWord(bool isExpression);
    // The word that comes next if it is one of the language's own: no quotation marks, no signs.
    [[nodiscard]] std::string nextWord() const;
    bool takeWord(std::string_view word);
    void expect(std::string_view word);

    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size() || failed(); }
    [[nodiscard]] char next(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] std::size_t place() const { return m_at; }
    [[nodiscard]] bool startsWith(std::string_view signs) const;
    bool take(std::string_view signs);
    [[nodiscard]] bool atPlaceholder() const;
    void skip(std::size_t bytes) { m_at += bytes; }
    void skipBlanks(); // and comments, and lines that go on
    void skipLines();  // and blank ones, reading here-documents
    [[nodiscard]] NodePtr make(Node::Kind kind) const;
    [[nodiscard]] int line() const { return m_text.lineAt(m_at); }

    // The first complaint; nothing is read behind it.
    void fail(std::string complaint, int line);
    [[nodiscard]] bool failed() const { return !m_complaint.empty(); }
    [[nodiscard]] const std::string &complaint() const { return m_complaint; }
    [[nodiscard]] int complaintLine() const { return m_complaintLine; }

private:
    void arrayInto(Assignment &assignment);
    [[nodiscard]] std::size_t closingBracket(std::size_t at) const;
    void readHereDocuments();

    const Text &m_text;
    std::size_t m_at = 0;
    std::vector<std::pair<Node *, std::size_t>> m_waiting; // here-documents, below this line
    std::string m_complaint;
    int m_complaintLine = 0;
};

} // namespace core::shell
