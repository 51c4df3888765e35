// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/launch/interpolation.h"

#include "core/io/yaml/yaml_scalar.h"

#include <cmath>
#include <optional>
#include <vector>

namespace core {
namespace {

constexpr int kDeepest = 20;
constexpr std::size_t kMostLetters = 1'000'000;
constexpr std::size_t kMostLooked = 20'000'000;

using Path = std::vector<std::string>;

bool isNumber(const JsonNode &node)
{
    return node.kind == JsonNode::Kind::Integer || node.kind == JsonNode::Kind::Number;
}

JsonNode numberNode(double value)
{
    return yamlWord(numberWord(value));
}

std::string trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t'\"");
    const std::size_t last = text.find_last_not_of(" \t'\"");
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, last - first + 1));
}

// Behind the bracket that closes the one before begin; npos: it is not closed.
std::size_t closing(std::string_view text, std::size_t begin)
{
    int open = 1;
    for (std::size_t i = begin; i < text.size(); ++i) {
        open += text[i] == '{' ? 1 : text[i] == '}' ? -1 : 0;
        if (open == 0)
            return i + 1;
    }
    return std::string_view::npos;
}

// "4, ${.b}" at its commas outside of brackets.
std::vector<std::string> argumentsIn(std::string_view text)
{
    std::vector<std::string> all;
    int open = 0;
    std::string current;
    for (const char c : text) {
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
        if (c == ',' && open == 0) {
            all.push_back(trimmed(current));
            current.clear();
        } else {
            current += c;
        }
    }
    all.push_back(trimmed(current));
    return all;
}

struct Arithmetic
{
    std::string_view name;
    double (*of)(double a, double b);
};
constexpr Arithmetic kArithmetic[] = {
    {"multiply", [](double a, double b) { return a * b; }},
    {"add", [](double a, double b) { return a + b; }},
    {"subtract", [](double a, double b) { return a - b; }},
    {"divide", [](double a, double b) { return a / b; }},
    {"divide_floor", [](double a, double b) { return std::floor(a / b); }},
    {"divide_ceil", [](double a, double b) { return std::ceil(a / b); }},
};

class Interpolation
{
public:
    Interpolation(const JsonNode &root, const std::string &inner,
                  const std::map<std::string, std::string> &environment)
        : m_root(root), m_inner(inner), m_environment(environment)
    {}

    // Nothing if a part of it cannot be resolved. path: of the value.
    std::optional<JsonNode> resolved(const std::string &text, const Path &path, int depth);

private:
    std::optional<JsonNode> expression(std::string_view text, const Path &path, int depth);
    std::optional<JsonNode> call(std::string_view name, std::string_view arguments,
                                 const Path &path, int depth);
    std::optional<JsonNode> reference(std::string_view name, const Path &path, int depth);
    [[nodiscard]] const JsonNode *at(const Path &path);

    const JsonNode &m_root;
    const std::string &m_inner;
    const std::map<std::string, std::string> &m_environment;
    std::size_t m_letters = 0; // of all texts together
    std::size_t m_looked = 0;  // members of sections in which a name was looked for
};

const JsonNode *Interpolation::at(const Path &path)
{
    const JsonNode *node = &m_root;
    for (const std::string &key : path) {
        m_looked += node->items.size();
        if (m_looked > kMostLooked)
            return nullptr;
        node = node->member(key);
        if (!node)
            return nullptr;
    }
    return node;
}

std::optional<JsonNode> Interpolation::resolved(const std::string &text, const Path &path,
                                                int depth)
{
    m_letters += text.size();
    if (depth > kDeepest || m_letters > kMostLetters)
        return {};
    std::size_t from = text.find("${");
    if (from == 0 && closing(text, 2) == text.size())
        return expression(std::string_view(text).substr(2, text.size() - 3), path, depth);
    std::string joined;
    std::size_t done = 0;
    for (; from != std::string::npos; from = text.find("${", done)) {
        const std::size_t end = closing(text, from + 2);
        if (end == std::string::npos)
            return {};
        const std::optional<JsonNode> part =
            expression(std::string_view(text).substr(from + 2, end - from - 3), path, depth);
        if (!part || (part->kind != JsonNode::Kind::String && !isNumber(*part)))
            return {};
        joined += text.substr(done, from - done) +
                  (isNumber(*part) ? numberWord(part->number) : part->text);
        done = end;
    }
    return yamlWord(joined + text.substr(done));
}

std::optional<JsonNode> Interpolation::expression(std::string_view text, const Path &path,
                                                  int depth)
{
    const std::size_t colon = text.find(':');
    const std::size_t bracket = text.find("${");
    if (colon != std::string_view::npos && colon < bracket)
        return call(text.substr(0, colon), text.substr(colon + 1), path, depth);
    return reference(text, path, depth);
}

std::optional<JsonNode> Interpolation::call(std::string_view name, std::string_view arguments,
                                            const Path &path, int depth)
{
    const std::vector<std::string> given = argumentsIn(arguments);
    if (name == "oc.env" && !given.empty()) {
        const auto variable = m_environment.find(given.front());
        if (variable != m_environment.end())
            return yamlWord(variable->second);
        return given.size() > 1 ? resolved(given[1], path, depth + 1) : std::nullopt;
    }
    for (const Arithmetic &operation : kArithmetic) {
        if (operation.name != name || given.size() != 2)
            continue;
        const std::optional<JsonNode> a = resolved(given[0], path, depth + 1);
        const std::optional<JsonNode> b = resolved(given[1], path, depth + 1);
        if (!a || !b || !isNumber(*a) || !isNumber(*b))
            return {};
        const double value = operation.of(a->number, b->number);
        return std::isfinite(value) ? std::optional(numberNode(value)) : std::nullopt;
    }
    return {};
}

std::optional<JsonNode> Interpolation::reference(std::string_view name, const Path &path, int depth)
{
    Path target;
    if (name.starts_with('.')) {
        target = path;
        while (name.starts_with('.') && !target.empty()) {
            target.pop_back();
            name.remove_prefix(1);
        }
    }
    for (bool more = true; more;) {
        const std::size_t point = name.find('.');
        more = point != std::string_view::npos;
        target.push_back(std::string(name.substr(0, point)));
        name.remove_prefix(more ? point + 1 : name.size());
    }
    const JsonNode *node = at(target);
    if (!node && !m_inner.empty() && target.front() == m_inner) {
        target.erase(target.begin());
        node = at(target);
    }
    if (!node)
        return {};
    if (node->kind == JsonNode::Kind::String)
        return resolved(node->text, target, depth + 1);
    // Of a section nothing is made, and its copies could be many.
    return node->items.empty() ? std::optional(*node) : std::nullopt;
}

void resolveIn(JsonNode &node, Path &path, Interpolation &interpolation)
{
    if (node.kind == JsonNode::Kind::String && node.text.find("${") != std::string::npos) {
        if (std::optional<JsonNode> value = interpolation.resolved(node.text, path, 0)) {
            value->key = node.key;
            value->line = node.line;
            node = std::move(*value);
        }
        return;
    }
    for (JsonNode &item : node.items) {
        path.push_back(item.key);
        resolveIn(item, path, interpolation);
        path.pop_back();
    }
}

} // namespace

void resolveInterpolations(JsonNode &root, const std::string &inner,
                           const std::map<std::string, std::string> &environment)
{
    const JsonNode written = root; // what references mean, whatever has been resolved by then
    Interpolation interpolation(written, inner, environment);
    Path path;
    resolveIn(root, path, interpolation);
}

} // namespace core
