// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/answers.h"

#include "core/live/network/counter_random.h"

#include <algorithm>
#include <cmath>

namespace core::live {
namespace {

constexpr int kRowsAtOnce = 512; // so that activations of a large test set do not pile up

std::vector<float> numbersOf(const Table &table, int row)
{
    const auto width = static_cast<std::ptrdiff_t>(table.width);
    const auto begin = table.numbers.begin() + row * width;
    return {begin, begin + width};
}

// The byte that a number in [0, 1) draws.
char drawn(std::vector<float> &shares, double temperature, double number)
{
    const auto likeliest = std::ranges::max_element(shares);
    if (temperature <= 0)
        return static_cast<char>(likeliest - shares.begin());
    const float most = *likeliest;
    const auto power = static_cast<float>(1 / temperature);
    float sum = 0;
    for (float &share : shares) {
        share = std::pow(std::max(share / most, 0.0F), power);
        sum += share;
    }
    float left = static_cast<float>(number) * sum;
    for (std::size_t byte = 0; byte < shares.size(); ++byte) {
        left -= shares[byte];
        if (left < 0)
            return static_cast<char>(byte);
    }
    return static_cast<char>(likeliest - shares.begin());
}

} // namespace

int imageWidth(const Table &table)
{
    const int side = static_cast<int>(std::lround(std::sqrt(table.width)));
    return side > 1 && side * side == table.width ? side : 0;
}

std::optional<TestAnswers> testAnswersOf(Evaluator<float> &evaluator, const Table &table)
{
    if (table.testRows() <= 0)
        return std::nullopt;
    std::int64_t correct = 0;
    for (int row = table.trainingRows; row < table.rows(); row += kRowsAtOnce)
        correct += evaluator.over(table, {row, std::min(row + kRowsAtOnce, table.rows())}).correct;
    return TestAnswers{table.testRows() - correct, table.testRows()};
}

std::vector<ImageAnswer> imageAnswersOf(Evaluator<float> &evaluator, const Table &table, int count)
{
    std::vector<ImageAnswer> answers;
    count = std::min(count, table.testRows());
    for (int i = 0; i < count; ++i) {
        ImageAnswer answer = {.row = table.trainingRows +
                                     static_cast<int>(std::int64_t{table.testRows()} * i / count),
                              .width = imageWidth(table)};
        answer.pixels = numbersOf(table, answer.row);
        answer.right = table.labels[static_cast<std::size_t>(answer.row)];
        const std::vector<float> shares = evaluator.classify(answer.pixels);
        const auto likeliest = std::ranges::max_element(shares);
        answer.answer = static_cast<int>(likeliest - shares.begin());
        answers.push_back(std::move(answer));
    }
    return answers;
}

PlaneAnswer planeAnswerOf(Evaluator<float> &evaluator, const Table &table, int side)
{
    PlaneAnswer plane = {
        .side = side, .reach = 0, .classes = table.classes, .probabilities = {}, .points = {}};
    for (int row = 0; row < table.rows(); ++row) {
        const auto at = static_cast<std::size_t>(row) * 2;
        plane.points.push_back({table.numbers[at], table.numbers[at + 1],
                                table.labels[static_cast<std::size_t>(row)]});
        plane.reach = std::max(
            {plane.reach, std::abs(plane.points.back().x), std::abs(plane.points.back().y)});
    }
    plane.reach *= 1.05F; // a margin, so that no point lies on the edge
    std::vector<float> places;
    const auto middle = [&](int cell) {
        return plane.reach * static_cast<float>(2 * cell + 1 - side) / static_cast<float>(side);
    };
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            places.push_back(middle(column));
            places.push_back(middle(row));
        }
    }
    plane.probabilities = evaluator.classify(places);
    return plane;
}

std::string textBehind(Evaluator<float> &evaluator, std::string_view prompt, int bytes,
                       double temperature, std::uint64_t seed)
{
    std::vector<std::int32_t> tokens;
    for (const char c : prompt)
        tokens.push_back(static_cast<unsigned char>(c));
    if (tokens.empty())
        tokens.push_back('\n'); // something must stand before the first byte
    std::string text;
    for (int i = 0; i < bytes; ++i) {
        std::vector<float> shares = evaluator.nextByte(tokens);
        const double number = randomUnit(seed, 0, static_cast<std::uint64_t>(i));
        text += drawn(shares, temperature, number);
        tokens.push_back(static_cast<unsigned char>(text.back()));
    }
    return text;
}

} // namespace core::live
