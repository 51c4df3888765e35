// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/chrome/read_kernel_rules.h"

#include "core/io/file/files.h"
#include "core/io/json/json_reader.h"

#include <array>

namespace core {
namespace {

constexpr std::string_view kFormat = "parallarium-kernel-rules/1";
constexpr std::size_t kLargest = 1u << 20; // bytes

void readRule(JsonComplaints &complaints, const JsonNode &node, std::vector<KernelRule> &rules)
{
    static const std::array<NamedValue<KernelKind>, kKernelKindCount> kinds = [] {
        std::array<NamedValue<KernelKind>, kKernelKindCount> named = {};
        for (std::size_t i = 0; i < named.size(); ++i)
            named[i] = {kKernelKinds[i].id, kKernelKinds[i].kind};
        return named;
    }();
    ObjectReader reader(complaints, node, "rules");
    KernelKind kind = KernelKind::Other;
    if (reader.require("kind", "It says what the kernels are for."))
        reader.take<KernelKind>("kind", kind, kinds);
    if (const JsonNode *names = reader.require("names", "They are patterns, in which * stands for "
                                                        "anything.")) {
        if (names->kind != JsonNode::Kind::Array)
            reader.complain(*names, "names", "must be a list of patterns");
        for (const JsonNode &name : names->items) {
            if (name.kind != JsonNode::Kind::String || name.text.empty())
                reader.complain(name, "names", "must be patterns in quotation marks");
            rules.push_back({name.text, kind});
        }
    }
    reader.finish();
}

} // namespace

Result<std::vector<KernelRule>> kernelRulesFromJson(std::string_view text, const std::string &name)
{
    const Result<JsonNode> root = parseJsonTree(text, name);
    if (!root)
        return root.error();
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(name, noSettings);
    std::vector<KernelRule> rules;
    if (root.value().kind != JsonNode::Kind::Object) {
        complaints.add(root.value(), "Rules are an object { \"format\": \"" + std::string(kFormat) +
                                         "\", \"rules\": […] }, and this is none.");
        return Error{complaints.first()};
    }
    ObjectReader reader(complaints, root.value(), "");
    std::string format;
    reader.take("format", format);
    if (format != kFormat)
        reader.complain(root.value(), "format", "must be \"" + std::string(kFormat) + '"');
    if (const JsonNode *list = reader.require("rules", "They are what the file is for.")) {
        if (list->kind != JsonNode::Kind::Array)
            reader.complain(*list, "rules", "must be a list");
        else
            for (const JsonNode &rule : list->items)
                readRule(complaints, rule, rules);
    }
    reader.finish();
    if (complaints.any())
        return Error{complaints.first()};
    return rules;
}

Result<std::vector<KernelRule>> readKernelRules(const std::string &path)
{
    const Result<std::string> text = readFile(path, kLargest);
    if (!text)
        return text.error();
    return kernelRulesFromJson(text.value(), path);
}

} // namespace core
