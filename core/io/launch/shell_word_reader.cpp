// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/shell_word_reader.h"

#include "core/io/launch/shell_scanner.h"

#include <algorithm>

namespace core::shell {

bool WordReader::startsWith(std::string_view signs) const
{
    return std::string_view(m_text.bytes())
        .substr(std::min(m_at, m_text.size()))
        .starts_with(signs);
}

bool WordReader::take(std::string_view signs)
{
    if (failed() || !startsWith(signs))
        return false;
    m_at += signs.size();
    return true;
}

void WordReader::fail(std::string complaint, int line)
{
    if (failed())
        return;
    m_complaint = std::move(complaint);
    m_complaintLine = line;
}

NodePtr WordReader::make(Node::Kind kind) const
{
    auto node = std::make_unique<Node>();
    node->kind = kind;
    node->line = line();
    return node;
}

void WordReader::skipBlanks()
{
    const auto begins = [this] { return m_at == 0 || endsWord(m_text[m_at - 1]); };
    while (!atEnd()) {
        if (isBlank(next()))
            ++m_at;
        else if (next() == '\\' && next(1) == '\n')
            m_at += 2;
        else if (next() == '#' && begins())
            m_at = std::min(m_text.bytes().find('\n', m_at), m_text.size());
        else
            break;
    }
}

void WordReader::skipLines()
{
    for (skipBlanks(); !atEnd() && next() == '\n'; skipBlanks()) {
        ++m_at;
        readHereDocuments();
    }
}

bool WordReader::atPlaceholder() const
{
    return endOfPlaceholder(m_text, m_at) > m_at;
}

Text WordReader::word()
{
    const std::size_t end = endOfWord(m_text, m_at);
    if (end == kNoEnd) {
        fail("A quotation mark or bracket is never closed", line());
        m_at = m_text.size();
        return {};
    }
    Text word = m_text.part(m_at, end - m_at);
    m_at = end;
    return word;
}

Text WordReader::bracketed()
{
    const std::size_t begin = m_at;
    const std::size_t end = endOfBrackets(m_text, begin);
    if (end == kNoEnd) {
        fail("The bracket \"(\" is never closed", line());
        return {};
    }
    m_at = end;
    return m_text.part(begin + 1, end - begin - 2);
}

// Behind =~ signs are letters.
Text WordReader::testWord(bool isExpression)
{
    const std::size_t begin = m_at;
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
    if (m_at == begin)
        fail("A test has a sign that it cannot have", line());
    return m_text.part(begin, m_at - begin);
}

std::string WordReader::nextWord() const
{
    constexpr std::size_t longest = 100;
    std::size_t end = m_at;
    while (end < m_text.size() && end - m_at <= longest && !endsWord(m_text[end]))
        ++end;
    return end - m_at > longest ? std::string() : m_text.bytes().substr(m_at, end - m_at);
}

bool WordReader::takeWord(std::string_view word)
{
    skipLines();
    if (failed() || nextWord() != word)
        return false;
    m_at += word.size();
    return true;
}

void WordReader::expect(std::string_view word)
{
    if (!takeWord(word) && !failed())
        fail("\"" + std::string(word) + "\" is missing", line());
}

// Of the bracket that closes an index, on the same line and not far: a script may open as many as
// it has letters, and each would be looked for to its end.
std::size_t WordReader::closingBracket(std::size_t at) const
{
    constexpr std::size_t longest = 1000;
    const std::string_view near = std::string_view(m_text.bytes()).substr(at, longest);
    const std::size_t end = near.substr(0, near.find('\n')).find(']');
    return end == std::string_view::npos ? std::string::npos : at + end;
}

// NAME=, NAME+=, NAME[…]=; anything else is a word.
bool WordReader::assignmentInto(Node &node)
{
    std::size_t at = m_at;
    if (!isNameStart(next()))
        return false;
    while (at < m_text.size() && isNamePart(m_text[at]))
        ++at;
    Assignment assignment{
        .name = m_text.bytes().substr(m_at, at - m_at), .index = {}, .value = {}, .line = line()};
    if (at < m_text.size() && m_text[at] == '[') {
        const std::size_t end = closingBracket(at);
        if (end == std::string::npos)
            return false;
        assignment.index = m_text.part(at + 1, end - at - 1);
        at = end + 1;
    }
    if (at < m_text.size() && m_text[at] == '+') {
        assignment.appends = true;
        ++at;
    }
    if (at >= m_text.size() || m_text[at] != '=')
        return false;
    m_at = at + 1;
    assignment.isArray = take("(");
    if (assignment.isArray)
        arrayInto(assignment);
    else
        assignment.value = word();
    node.assignments.push_back(std::move(assignment));
    return true;
}

void WordReader::arrayInto(Assignment &assignment)
{
    for (skipLines(); !atEnd() && next() != ')'; skipLines()) {
        Element element;
        if (next() == '[') {
            const std::size_t end = closingBracket(m_at);
            if (end != std::string::npos && end + 1 < m_text.size() && m_text[end + 1] == '=') {
                element.key = m_text.part(m_at + 1, end - m_at - 1);
                m_at = end + 2;
            }
        }
        const std::size_t before = m_at;
        element.value = word();
        if (m_at == before && !element.key)
            return fail(std::string("An array cannot contain \"") + next() + '"', line());
        assignment.elements.push_back(std::move(element));
    }
    if (!take(")") && !failed())
        fail("The array " + assignment.name + " is never closed", assignment.line);
}

bool WordReader::redirectInto(Node &node)
{
    std::size_t at = m_at;
    while (at < m_text.size() && m_text[at] >= '0' && m_text[at] <= '9')
        ++at;
    const std::string_view rest = std::string_view(m_text.bytes()).substr(at);
    if (rest.starts_with("&>"))
        ++at;
    else if (!rest.starts_with('<') && !rest.starts_with('>'))
        return false;
    if (rest.starts_with("<(") || rest.starts_with(">(") || endOfPlaceholder(m_text, at) > at)
        return false;
    m_at = at;
    Redirect redirect;
    using Kind = Redirect::Kind;
    if (take("<<<"))
        redirect.kind = Kind::HereText;
    else if (take("<<")) {
        redirect.kind = Kind::HereDocument;
        redirect.dropsTabs = take("-");
    } else if (take(">&") || take("<&") || take("<>"))
        redirect.kind = Kind::Other;
    else if ((redirect.appends = take(">>")) || take(">|") || take(">"))
        redirect.kind = Kind::Output;
    else if (take("<"))
        redirect.kind = Kind::Input;
    skipBlanks();
    redirect.target = word();
    node.redirects.push_back(std::move(redirect));
    if (node.redirects.back().kind == Kind::HereDocument)
        m_waiting.push_back({&node, node.redirects.size() - 1});
    return true;
}

// Called at the begin of a line.
void WordReader::readHereDocuments()
{
    for (const auto &[node, index] : m_waiting) {
        Redirect &redirect = node->redirects[index];
        std::string end = redirect.target.plain();
        redirect.isLiteral = end.find_first_of("'\"\\") != std::string::npos;
        std::erase_if(end, [](char byte) { return byte == '\'' || byte == '"' || byte == '\\'; });
        while (m_at < m_text.size()) {
            const std::size_t stop = std::min(m_text.bytes().find('\n', m_at), m_text.size());
            std::size_t begin = m_at;
            while (redirect.dropsTabs && begin < stop && m_text[begin] == '\t')
                ++begin;
            const std::string_view text =
                std::string_view(m_text.bytes()).substr(begin, stop - begin);
            m_at = std::min(stop + 1, m_text.size());
            if (text == end)
                break;
            redirect.content.add(m_text.part(begin, m_at - begin));
        }
    }
    m_waiting.clear();
}

} // namespace core::shell
