// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/live/training_data.h"

#include "core/io/file/files.h"
#include "core/io/live/digits.h"
#include "core/io/live/idx_file.h"
#include "core/scenario/train.h"

#include "workshop_text.h"

#include <algorithm>
#include <filesystem>

namespace core {
namespace {

constexpr std::size_t kLongestText = 64U << 20U; // bytes
constexpr int kSpiralPoints = 800;

using Made = Result<live::SampleSource>;

Made tableOf(Result<std::shared_ptr<const live::Table>> table)
{
    if (!table)
        return table.error();
    live::SampleSource source;
    source.table = std::move(table).value();
    return source;
}

// Every sixth digit is for the test, so that both parts are by the same writers. (Its authors kept
// the writers of the last rows apart; dense layers come to 92 % there.)
std::shared_ptr<const live::Table> mixedDigits()
{
    constexpr int kEvery = 6;
    const std::shared_ptr<const live::Table> all = digits();
    auto mixed = std::make_shared<live::Table>();
    mixed->width = all->width;
    mixed->classes = all->classes;
    for (const bool test : {false, true}) {
        for (int row = 0; row < all->rows(); ++row) {
            if ((row % kEvery == kEvery - 1) != test)
                continue;
            const auto begin = all->numbers.begin() + std::ptrdiff_t{row} * all->width;
            mixed->numbers.insert(mixed->numbers.end(), begin, begin + all->width);
            mixed->labels.push_back(all->labels[static_cast<std::size_t>(row)]);
        }
        if (!test)
            mixed->trainingRows = mixed->rows();
    }
    return mixed;
}

Made digitsSource(const TrainSpec &, const std::string &)
{
    return tableOf(mixedDigits());
}

Made spiralsSource(const TrainSpec &train, const std::string &)
{
    return tableOf(std::shared_ptr<const live::Table>(
        std::make_shared<live::Table>(live::makeSpirals(kSpiralPoints, train.seed))));
}

Made textSource(const TrainSpec &, const std::string &path)
{
    Result<std::string> text = path.empty() ? ownText() : readFile(path, kLongestText);
    if (!text)
        return text.error();
    live::SampleSource source;
    source.text = std::make_shared<const std::string>(std::move(text).value());
    return source;
}

Made idxSource(const TrainSpec &, const std::string &folder)
{
    if (!folder.empty())
        return tableOf(readIdxFolder(folder));
    std::error_code ignored;
    if (!std::filesystem::is_directory(kFashionFolder, ignored))
        return Error{"There is no " + std::string(kFashionFolder) +
                     ": install dataset-fashion-mnist, or name a folder as idx:FOLDER."};
    return tableOf(readIdxFolder(std::string(kFashionFolder)));
}

struct Row
{
    std::string_view id;
    Made (*make)(const TrainSpec &, const std::string &);
};
constexpr Row kRows[] = {
    {"digits", digitsSource}, {"spirals", spiralsSource}, {"text", textSource}, {"idx", idxSource}};
static_assert(std::ranges::equal(kRows, kDataSources, {}, &Row::id, &DataSource::id));

} // namespace

const std::string &ownText()
{
    static const std::string text = kWorkshopText;
    return text;
}

Result<live::SampleSource> samplesOf(const TrainSpec &train)
{
    const std::size_t colon = train.data.find(':');
    const std::string id = train.data.substr(0, colon);
    const std::string path = colon == std::string::npos ? "" : train.data.substr(colon + 1);
    for (const Row &row : kRows) {
        if (row.id != id)
            continue;
        Result<live::SampleSource> source = row.make(train, path);
        if (!source)
            return source;
        live::SampleSource ready = std::move(source).value();
        ready.seed = train.seed;
        return ready;
    }
    return Error{"There is no data called \"" + train.data + "\": choose " + namesOfData() + '.'};
}

Result<live::SampleSource> trainingData(const TrainSpec &train)
{
    Result<live::SampleSource> samples = samplesOf(train);
    if (!samples)
        return samples;
    const std::string problem = live::mismatch(train.network, samples.value());
    return problem.empty() ? std::move(samples) : Made(Error{problem});
}

} // namespace core
