// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/io/json/json_reader.h"
#include "core/model/model_spec.h"

#include <string>
#include <vector>

namespace core {

// The task of a model: decides what follows its last block.
enum class HfTask : std::uint8_t {
    Unsaid,        // the file names no class
    Base,          // …Model
    LanguageModel, // …ForCausalLM, …LMHeadModel
    MaskedTokens,  // …ForMaskedLM
    Pretraining,   // …ForPreTraining
    Images         // …ForImageClassification
};

// The values of a Hugging Face config.json. They write null for a value that is not set, and
// families name the same size differently, so a value is asked for by all its names; the messages
// use the name that the file has, or the first.
class HfConfig
{
public:
    using Names = std::vector<std::string_view>;

    HfConfig(ObjectReader &reader, std::string family, HfTask task)
        : m_reader(reader), m_family(std::move(family)), m_task(task)
    {}

    [[nodiscard]] HfTask task() const { return m_task; }

    // Complains if it is missing or outside of 1 to most.
    std::int64_t size(const Names &names, std::int64_t most);
    std::int64_t sizeOr(const Names &names, std::int64_t most, std::int64_t fallback);
    // A number, or a list of two equal ones.
    std::int64_t sideOfSquare(const Names &names, std::int64_t most);
    // A number, or a list of as many for each layer, which must be equal.
    std::int64_t sizeOfEach(const Names &names, std::int64_t most);
    std::int64_t sizeOfEachOr(const Names &names, std::int64_t most, std::int64_t fallback);
    std::int64_t countOfEachOr(const Names &names, std::int64_t most, std::int64_t fallback);
    // The same as sizeOr() from 0.
    std::int64_t countOr(std::string_view name, std::int64_t most, std::int64_t fallback);
    // Complains if it is missing; null is 0.
    std::int64_t count(std::string_view name, std::int64_t most);
    bool flagOr(std::string_view name, bool fallback);
    // Whether the file gives this text.
    bool says(std::string_view name, std::string_view text);
    bool saysNumber(std::string_view name, std::int64_t number);
    bool saysFlag(std::string_view name, bool flag);
    // A whole number that only a note is made of, so that nothing else is complained about.
    std::int64_t wholeOr(std::string_view name, std::int64_t fallback);
    // The text at a key of an object; empty: there is none.
    std::string textIn(std::string_view object, std::string_view key);
    // How many entries of a list are this text; 0 without one.
    std::int64_t entriesOf(std::string_view name, std::string_view text);
    // How many entries a table such as id2label has; 0 without one.
    std::int64_t entries(std::string_view name);
    // Complains about a value that is given and is not this one: "only 1 is simulated".
    void requireNumber(std::string_view name, std::int64_t value);
    void requireFlag(std::string_view name, bool value);
    void requireText(std::string_view name, std::string_view value);
    void requireEmpty(std::string_view name);
    void requireEach(std::string_view name, std::int64_t value); // of a list

    // What is read and not simulated, as a sentence.
    void tell(std::string sentence) { m_notes.push_back(std::move(sentence)); }
    [[nodiscard]] const std::vector<std::string> &notes() const { return m_notes; }

    // whole must be a multiple of part, both of which may be asked for by these names. The reason
    // stands before the nearest valid choice.
    void requireDivisible(const Names &wholeNames, std::int64_t whole, const Names &partNames,
                          std::int64_t part, const std::string &reason);

private:
    struct Value
    {
        std::string_view name;
        const JsonNode *node = nullptr;
    };
    // The first of the names that has a value other than null.
    Value find(const Names &names);
    std::int64_t whole(const Value &value, std::int64_t least, std::int64_t most);
    std::int64_t ofEach(const Value &value, std::int64_t least, std::int64_t most);
    void complainAboutValue(const Value &value, const std::string &only);

    ObjectReader &m_reader;
    std::string m_family;
    HfTask m_task;
    std::vector<std::string> m_notes;
};

// One kind of model: how its configurations and classes are called, and how they are read.
struct HfFamily
{
    std::string_view type;  // model_type
    std::string_view stem;  // of its classes: "Llama" of LlamaForCausalLM
    std::string_view title; // as people call it
    void (*read)(HfConfig &config, ModelSpec &model);
    std::vector<std::string_view> endings = {"ForCausalLM", "Model"}; // of its classes
};

[[nodiscard]] std::span<const HfFamily> hfFamilies();

} // namespace core
