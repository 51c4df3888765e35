// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/classroom/variant.h"

#include "core/base/language.h"
#include "core/base/text.h"
#include "core/lesson/expression.h"

#include <algorithm>
#include <cmath>

namespace core {
namespace {

constexpr std::size_t kMostChoices = 1000;

std::string replaced(std::string text, const VariantNumbers &numbers)
{
    for (const auto &[name, value] : numbers) {
        const std::string brace = '{' + name + '}';
        for (std::size_t at = text.find(brace); at != text.npos; at = text.find(brace, at))
            text.replace(at, brace.size(), plainNumber(value));
    }
    return text;
}

// A share as "27.3 %", anything else to three digits with its unit.
std::string optionText(double value, const std::string &unit)
{
    if (unit == "%")
        return shareInTenths(value);
    if (unit == "s")
        return figureOf(nanosFromSeconds(value)).text();
    if (unit == "GB" || unit == "B")
        return figureOf(Bytes{std::llround(value)}).text();
    const std::string number = figureOfNumber(value);
    return unit.empty() ? number : number + ' ' + unit;
}

Result<double> valueOf(const VariantNumbers &numbers, std::string_view name)
{
    for (const auto &[known, value] : numbers) {
        if (known == name)
            return value;
    }
    return Error{'"' + std::string(name) + "\" is none of the names of vary."};
}

} // namespace

AskedQuestion asItStands(const Question &question)
{
    return {.id = question.id,
            .level = question.level,
            .topic = question.topic,
            .lesson = question.lesson,
            .text = question.text,
            .options = question.options,
            .misconceptions = question.misconceptions,
            .correct = question.correct,
            .fixed = question.fixed,
            .why = question.why,
            .setUp = question.setUp,
            .at = question.at};
}

std::vector<VariantNumbers> allNumbersOf(const QuestionVariant &variant)
{
    std::vector<VariantNumbers> all = {{}};
    for (const auto &[name, values] : variant.vary) {
        std::vector<VariantNumbers> longer;
        for (const VariantNumbers &begin : all) {
            for (const double value : values) {
                if (longer.size() == kMostChoices)
                    break;
                longer.push_back(begin);
                longer.back().emplace_back(name, value);
            }
        }
        all = std::move(longer);
    }
    return all;
}

std::string numbersText(const VariantNumbers &numbers)
{
    std::string text;
    for (const auto &[name, value] : numbers)
        text += (text.empty() ? "" : ", ") + name + " = " + plainNumber(value);
    return text;
}

Result<AskedQuestion> variantOf(const Question &question, const VariantNumbers &numbers,
                                SetUps &setUps)
{
    const QuestionVariant &variant = *question.variant;
    AskedQuestion asked = asItStands(question);
    asked.text = replaced(variant.text, numbers);
    asked.fixed = true;
    asked.misconceptions.clear();
    for (const std::string &setting : variant.settings)
        asked.setUp.settings.push_back(replaced(setting, numbers));
    const Result<Measured> &measured = setUps.of(asked.setUp);
    if (!measured)
        return measured.error();
    const Result<double> truth = measured.value().value(question.truth);
    if (!truth)
        return truth.error();
    std::vector<double> values = {truth.value()};
    for (const std::string &wrong : variant.wrong) {
        const Result<double> value =
            valueOfExpression(wrong, [&](std::string_view name) { return valueOf(numbers, name); });
        if (!value)
            return value.error();
        values.push_back(value.value());
    }
    std::ranges::sort(values);
    asked.options.clear();
    for (const double value : values)
        asked.options.push_back(optionText(value, variant.unit));
    const auto correct = std::ranges::find(values, truth.value());
    asked.correct = static_cast<int>(correct - values.begin());
    if (std::ranges::adjacent_find(asked.options) != asked.options.end())
        return Error{"two options are the same: " + joinWithAnd(asked.options) + '.'};
    // The explanation of the bank has the figures of its own numbers, and the same reason.
    asked.why = phrase(inContext("Quiz", "%1, worked out by the simulator. The reason, with the "
                                         "numbers that the question mostly has: %2"),
                       {asked.options[static_cast<std::size_t>(asked.correct)], question.why});
    return asked;
}

} // namespace core
