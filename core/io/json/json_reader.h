// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/similar_names.h"
#include "core/io/json/json_tree.h"

#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core {

// Collects the first complaint about a document, and what is told of it.
class JsonComplaints
{
public:
    // settings: the texts of --set, for nodes that came from there. folder: of the document, for
    // the files that it names; empty: where the program was started.
    JsonComplaints(std::string_view name, const std::vector<std::string> &settings,
                   std::string_view folder = {})
        : m_name(name), m_settings(settings), m_folder(folder)
    {}

    void add(const JsonNode &at, const std::string &message);
    // A complaint about another document, which names its own place.
    void addAsItIs(const std::string &sentence);
    // What is read and not simulated: a sentence, and the object that it is about, as messages call
    // it; empty for the whole document.
    void tell(const std::string &where, const std::string &sentence);
    // Of another document, which names its own place.
    void tellAsItIs(const std::string &note) { m_notes.push_back(note); }
    [[nodiscard]] const std::vector<std::string> &notes() const { return m_notes; }
    // The document is this object alone, so that notes on it need no place.
    void beAlone(std::string where) { m_alone = std::move(where); }
    [[nodiscard]] bool any() const { return !m_first.empty(); }
    [[nodiscard]] const std::string &first() const { return m_first; }
    // Where it is about: a line, 0 if it is of --set, and the key of a member, or nothing.
    [[nodiscard]] int firstLine() const { return m_line; }
    [[nodiscard]] const std::string &firstKey() const { return m_key; }
    [[nodiscard]] const std::string &folder() const { return m_folder; }

private:
    std::string m_name;
    const std::vector<std::string> &m_settings;
    std::string m_folder;
    std::string m_first;
    std::string m_alone;
    std::vector<std::string> m_notes;
    int m_line = 0;
    std::string m_key;
};

// One choice of an option and how files spell it.
template <class T>
struct NamedValue
{
    std::string_view id;
    T value;
};

// The members of one object. Each take…() leaves the target alone when the key is missing and
// complains when the value is not what it must be; finish() complains about keys never asked for.
class ObjectReader
{
public:
    // where: as messages call the object, "training"; empty for the whole document.
    ObjectReader(JsonComplaints &complaints, const JsonNode &node, std::string where);

    [[nodiscard]] const JsonNode *find(std::string_view key);
    [[nodiscard]] const JsonNode *require(std::string_view key, const std::string &why);
    // One line of printable characters: a title, a name, an id.
    bool take(std::string_view key, std::string &target);
    bool takeLines(std::string_view key, std::string &target); // any text
    bool take(std::string_view key, bool &target);
    bool take(std::string_view key, double &target);
    bool take(std::string_view key, std::int64_t &target);
    bool take(std::string_view key, std::uint64_t &target);
    bool take(std::string_view key, int &target);
    bool take(std::string_view key, std::vector<int> &target);
    bool take(std::string_view key, std::vector<double> &target);
    template <class T>
    void take(std::string_view key, T &target, std::span<const NamedValue<T>> choices);
    // A number in another unit: target = value x scale, rounded to a whole number.
    bool takeScaled(std::string_view key, double scale, double &target);
    bool takeScaled(std::string_view key, double scale, std::int64_t &target);
    void finish();

    void complain(const JsonNode &at, std::string_view key, const std::string &message);
    [[nodiscard]] const JsonNode &node() const { return m_node; }

private:
    [[nodiscard]] std::string pathOf(std::string_view key) const;
    bool wholeNumber(const JsonNode &at, std::string_view key, std::int64_t &target);
    void complainAboutChoice(const JsonNode &at, std::string_view key,
                             const std::vector<std::string_view> &ids);

    JsonComplaints &m_complaints;
    const JsonNode &m_node;
    std::string m_where;
    std::vector<std::string_view> m_known;
};

// "an object", "a string"
[[nodiscard]] std::string kindText(const JsonNode &node);

template <class T>
void ObjectReader::take(std::string_view key, T &target, std::span<const NamedValue<T>> choices)
{
    const JsonNode *at = find(key);
    if (!at)
        return;
    std::vector<std::string_view> ids;
    for (const NamedValue<T> &choice : choices) {
        if (at->kind == JsonNode::Kind::String && choice.id == at->text) {
            target = choice.value;
            return;
        }
        ids.push_back(choice.id);
    }
    complainAboutChoice(*at, key, ids);
}

} // namespace core
