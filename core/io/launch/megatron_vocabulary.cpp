// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/io/json/json_reader.h"
#include "core/io/launch/megatron_parts.h"

#include <algorithm>

namespace core {
namespace {

std::string text(std::int64_t number)
{
    return figureOfCount(number);
}

// Tokenizers that are always of one size, by their names in Megatron-LM.
struct Tokenizer
{
    std::string_view type; // in small letters
    std::string_view title;
    std::int64_t size = 0;
};
constexpr Tokenizer kTokenizers[] = {
    {"gpt2bpetokenizer", "GPT2BPETokenizer", 50257},
    {"bertwordpiecelowercase", "BertWordPieceLowerCase", 30522},
    {"bertwordpiececase", "BertWordPieceCase", 28996},
    {"llama2tokenizer", "Llama2Tokenizer", 32000},
};
// Of Pai-Megatron-Patch, which adds --extra-vocab-size to them and pads no further.
constexpr Tokenizer kPatchTokenizers[] = {
    {"llamatokenizer", "LLamaTokenizer", 32000},
    {"llama2tokenizer", "LLama2Tokenizer", 32000},
    {"llama3tokenizer", "LLama3Tokenizer", 128000},
    {"qwen2tokenizer", "Qwen2Tokenizer", 151643},
};
// Of others the name of the model may tell.
constexpr Tokenizer kModels[] = {
    {"llama-3", "Llama 3", 128256},
    {"llama-2", "Llama 2", 32000},
    {"mixtral", "Mixtral", 32000},
};

const Tokenizer *tokenizerOf(MegatronValues &values, const std::string &type)
{
    for (const Tokenizer &row : kTokenizers) {
        if (row.type == type)
            return &row;
    }
    for (const char *flag : {"--tokenizer-model", "--tokenizer-name-or-path"}) {
        const MegatronArguments::Given *given = values.arguments().find(flag);
        const std::string model =
            given && !given->values.empty() ? lowerCase(given->values.front()) : "";
        for (const Tokenizer &row : kModels) {
            if (model.find(row.type) != std::string::npos)
                return &row;
        }
    }
    return nullptr;
}

constexpr std::int64_t kMostRows = 1'000'000'000; // sizes that can be multiplied

// Rounded up so that every tensor partner has as many rows, in steps that suit its products.
std::int64_t padded(MegatronValues &values, std::int64_t size)
{
    if (values.has("--no-pad-vocab-size"))
        return size;
    const std::string_view flag = "--make-vocab-size-divisible-by";
    const std::int64_t divisor = values.count(flag, 128);
    if (divisor > kMostRows || size > kMostRows) {
        values.complain(divisor > kMostRows ? flag : "--vocab-size",
                        "A vocabulary of " + text(std::max(size, divisor)) +
                            " rows is more than is simulated.");
        return 1;
    }
    const std::int64_t step = divisor * values.sheet().scenario.parallel.tensor;
    return (size + step - 1) / step * step;
}

std::string paddedText(std::int64_t size, std::int64_t rows)
{
    return rows == size ? text(size) : text(size) + " padded to " + text(rows);
}

std::optional<std::int64_t> modelVocabulary(const LaunchSheet &sheet)
{
    const TransformerSpec *spec =
        sheet.answers().model ? sheet.answers().model->transformer() : nullptr;
    return spec && spec->vocab > 0 ? std::optional(spec->vocab) : std::nullopt;
}

// Nothing: asked for.
std::optional<std::int64_t> patchedVocabulary(MegatronValues &values)
{
    const std::string_view flag = "--patch-tokenizer-type";
    const std::string type = values.word(flag);
    const auto *known = std::ranges::find(kPatchTokenizers, type, &Tokenizer::type);
    if (known == std::end(kPatchTokenizers)) {
        values.sheet().ask(
            {.about = LaunchQuestion::About::Vocabulary, .name = {}, .line = values.lineOf(flag)});
        return {};
    }
    const std::int64_t extra = values.count("--extra-vocab-size", 0, 0);
    values.tell(flag, "The vocabulary is that of " + std::string(known->title) + ", " +
                          text(known->size) + " and " + text(extra) + " more.");
    return known->size + extra;
}

} // namespace

std::optional<std::int64_t> megatronVocabulary(MegatronValues &values, const MegatronStart &start)
{
    LaunchSheet &sheet = values.sheet();
    if (sheet.answers().vocab)
        return sheet.answers().vocab;
    for (const char *flag : {"--padded-vocab-size", "--pad-vocab-size-to"}) {
        if (values.has(flag))
            return values.countIn(flag);
    }
    if (values.has("--patch-tokenizer-type"))
        return patchedVocabulary(values);
    const bool fromLog = start.origin == MegatronStart::Origin::Log;
    const std::string type = values.word("--tokenizer-type", fromLog ? "" : "gpt2bpetokenizer");
    const Tokenizer *known = tokenizerOf(values, type);
    if (values.has("--vocab-size")) {
        const std::int64_t size = values.count("--vocab-size", 1);
        if (known && known->size != size)
            values.tell("--vocab-size", "--vocab-size does not count for " +
                                            std::string(known->title) +
                                            ", which has a vocabulary of its own.");
        else
            return padded(values, size);
    }
    if (known) {
        const std::int64_t rows = padded(values, known->size);
        const bool isDefault = !values.has("--tokenizer-type");
        values.tell("--tokenizer-type", "The vocabulary is that of " +
                                            std::string(isDefault ? "the default tokenizer " : "") +
                                            std::string(known->title) + ", " +
                                            paddedText(known->size, rows) + '.');
        return rows;
    }
    if (const std::optional<std::int64_t> size = modelVocabulary(sheet))
        return padded(values, *size);
    sheet.ask({.about = LaunchQuestion::About::Vocabulary,
               .name = {},
               .line = values.lineOf("--tokenizer-type")});
    return {};
}

} // namespace core
