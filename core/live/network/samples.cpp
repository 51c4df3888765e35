// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/network/samples.h"

#include "core/live/network/counter_random.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace core::live {
namespace {

// Streams of random numbers beside those of the tensors.
constexpr std::uint64_t kInputs = std::uint64_t{1} << 32U;
constexpr std::uint64_t kLabels = kInputs + 1;
constexpr std::uint64_t kPlaces = kInputs + 2;

std::size_t rowOf(const Table &table, std::int64_t sample)
{
    return static_cast<std::size_t>(sample % table.trainingRows);
}

// The byte at a place of a text that begins again at its end.
std::int32_t byteAt(const std::string &text, std::uint64_t place)
{
    return static_cast<unsigned char>(text[place % text.size()]);
}

std::uint64_t placeOf(const SampleSource &source, std::int64_t sample)
{
    return randomBits(source.seed, kPlaces, static_cast<std::uint64_t>(sample)) %
           source.text->size();
}

std::string tableMismatch(const NetworkSpec &network, const Table &table)
{
    if (network.kind != NetworkKind::Mlp)
        return "A gpt is trained on text, not on a table of numbers.";
    if (table.width != inputWidth(network))
        return "The samples have " + std::to_string(table.width) +
               " numbers each, and the first layer takes " + std::to_string(inputWidth(network)) +
               "; give the network " + std::to_string(table.width) + " inputs.";
    if (table.classes > classCount(network))
        return "The samples have " + std::to_string(table.classes) +
               " classes, and the last layer tells " + std::to_string(classCount(network)) +
               " apart; give it " + std::to_string(table.classes) + " outputs.";
    return {};
}

} // namespace

std::string mismatch(const NetworkSpec &network, const SampleSource &source)
{
    if (source.table)
        return tableMismatch(network, *source.table);
    if (!source.text)
        return network.kind == NetworkKind::Gpt ? "A gpt needs a text to learn." : std::string();
    if (network.kind != NetworkKind::Gpt)
        return "Dense layers learn a table of numbers, not a text; choose digits or spirals.";
    if (source.text->size() <= static_cast<std::size_t>(network.sequence))
        return "The text has " + std::to_string(source.text->size()) +
               " bytes, and a sequence needs " + std::to_string(network.sequence + 1) +
               "; give a longer text or a shorter sequence.";
    return {};
}

template <class Real>
void writeNumbers(const NetworkSpec &network, const SampleSource &source, std::int64_t sample,
                  Real *numbers)
{
    const int width = inputWidth(network);
    if (source.table) {
        const float *row = source.table->numbers.data() +
                           rowOf(*source.table, sample) * static_cast<std::size_t>(width);
        std::copy_n(row, width, numbers);
        return;
    }
    for (int i = 0; i < width; ++i) {
        const auto index = static_cast<std::uint64_t>(sample * width + i);
        const double value =
            (2 * randomUnit(source.seed, kInputs, index) - 1) * std::sqrt(3.0); // spread 1
        numbers[i] = static_cast<Real>(value);
    }
}

void writeTokens(const NetworkSpec &network, const SampleSource &source, std::int64_t sample,
                 std::int32_t *tokens)
{
    const std::uint64_t place = placeOf(source, sample);
    for (int t = 0; t < network.sequence; ++t)
        tokens[t] = byteAt(*source.text, place + static_cast<std::uint64_t>(t));
}

void writeTargets(const NetworkSpec &network, const SampleSource &source, std::int64_t sample,
                  std::int32_t *targets)
{
    if (source.text) {
        const std::uint64_t place = placeOf(source, sample) + 1; // the byte behind each token
        for (int t = 0; t < network.sequence; ++t)
            targets[t] = byteAt(*source.text, place + static_cast<std::uint64_t>(t));
    } else if (source.table) {
        targets[0] = source.table->labels[rowOf(*source.table, sample)];
    } else {
        const auto classes = static_cast<std::uint64_t>(classCount(network));
        targets[0] = static_cast<std::int32_t>(
            randomBits(source.seed, kLabels, static_cast<std::uint64_t>(sample)) % classes);
    }
}

Table makeSpirals(int points, std::uint64_t seed)
{
    constexpr double kTurns = 1.5;
    constexpr double kNoise = 0.03;
    Table table = {.width = 2, .classes = 2, .trainingRows = points * 3 / 4};
    for (int i = 0; i < points; ++i) {
        const auto index = static_cast<std::uint64_t>(i);
        const int label = i % 2;
        const double along = std::sqrt(randomUnit(seed, 0, index)); // as dense everywhere
        const double angle =
            along * kTurns * 2 * std::numbers::pi + (label == 1 ? std::numbers::pi : 0);
        const double off = (2 * randomUnit(seed, 1, index) - 1) * kNoise;
        table.numbers.push_back(static_cast<float>((along + off) * std::cos(angle)));
        table.numbers.push_back(static_cast<float>((along + off) * std::sin(angle)));
        table.labels.push_back(label);
    }
    return table;
}

template void writeNumbers(const NetworkSpec &, const SampleSource &, std::int64_t, float *);
template void writeNumbers(const NetworkSpec &, const SampleSource &, std::int64_t, double *);

} // namespace core::live
