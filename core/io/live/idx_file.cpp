// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/live/idx_file.h"

#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/file/gzip.h"

#include <algorithm>
#include <filesystem>
#include <span>

namespace core {
namespace {

constexpr std::size_t kLargestFile = 512U << 20U; // bytes, packed or not
constexpr std::uint32_t kMostRows = 1'000'000;
constexpr std::uint32_t kMostPixels = 16'384;
constexpr float kWhite = 255;
constexpr const char *kCounted[] = {"images", "rows", "columns"}; // by the numbers of a head

// An IDX file of unsigned bytes: four bytes of magic, a big-endian number for each dimension, then
// the bytes (Y. LeCun, C. Cortes, C. Burges, The MNIST database).
struct Idx
{
    std::vector<std::uint32_t> sizes;
    std::string bytes; // with the head
    std::size_t head = 0;

    [[nodiscard]] std::span<const unsigned char> content() const
    {
        return {reinterpret_cast<const unsigned char *>(bytes.data()) + head, bytes.size() - head};
    }
};

Result<std::string> contentOf(const std::string &path)
{
    std::error_code unreadable; // then reading it says why
    const bool packed = !std::filesystem::exists(path, unreadable) && !unreadable;
    const std::string name = packed ? path + ".gz" : path;
    Result<std::string> bytes = readFile(name, kLargestFile);
    if (!bytes || !isGzip(bytes.value()))
        return bytes;
    Result<std::string> unpacked = unpackGzip(bytes.value(), kLargestFile);
    return unpacked ? std::move(unpacked) : Error{name + ": " + unpacked.error().message};
}

std::uint32_t numberAt(const std::string &bytes, std::size_t place)
{
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i)
        number = number << 8U | static_cast<unsigned char>(bytes[place + i]);
    return number;
}

Result<Idx> readIdx(const std::string &path, std::size_t dimensions)
{
    Result<std::string> bytes = contentOf(path);
    if (!bytes)
        return bytes.error();
    Idx idx;
    idx.bytes = std::move(bytes).value();
    idx.head = 4 + 4 * dimensions;
    const auto wrong = [&path](const std::string &what) { return Error{path + ": " + what}; };
    if (idx.bytes.size() < idx.head || numberAt(idx.bytes, 0) != 0x800 + dimensions)
        return wrong("This is no IDX file of " +
                     std::string(dimensions == 1 ? "labels" : "images") +
                     ": take the file of this name as the data set has it, packed or not.");
    std::uint64_t expected = 1;
    for (std::size_t i = 0; i < dimensions; ++i) {
        idx.sizes.push_back(numberAt(idx.bytes, 4 + 4 * i));
        const std::uint32_t most = i == 0 ? kMostRows : kMostPixels;
        if (idx.sizes.back() < 1 || idx.sizes.back() > most)
            return wrong("Its head tells of " + figureOfCount(idx.sizes.back()) + ' ' +
                         (dimensions == 1 ? "labels" : kCounted[i]) + ", and 1 to " +
                         figureOfCount(most) + " can be read.");
        expected *= idx.sizes.back();
    }
    const std::size_t given = idx.bytes.size() - idx.head;
    if (given != expected)
        return wrong("It should hold " + figureOfCount(static_cast<std::int64_t>(expected)) +
                     " bytes behind its head, and holds " +
                     figureOfCount(static_cast<std::int64_t>(given)) +
                     ": fetch it again, it was cut or changed.");
    return idx;
}

// Images and their labels, on top of the table. Trained: the size of the images so far, empty if
// there are none, such as 28 x 28.
Status append(live::Table &table, const std::string &images, const std::string &labels,
              std::string &trained)
{
    const Result<Idx> pictures = readIdx(images, 3);
    if (!pictures)
        return pictures.error();
    const Result<Idx> classes = readIdx(labels, 1);
    if (!classes)
        return classes.error();
    const std::vector<std::uint32_t> &sizes = pictures.value().sizes;
    if (sizes[0] != classes.value().sizes[0])
        return Error{labels + ": It has " + std::to_string(classes.value().sizes[0]) +
                     " labels, and there are " + std::to_string(sizes[0]) + " images."};
    const std::uint64_t pixels = std::uint64_t{sizes[1]} * sizes[2];
    const std::string size = std::to_string(sizes[1]) + " x " + std::to_string(sizes[2]);
    if (pixels > kMostPixels)
        return Error{images + ": Images of " + size + " pixels are too large: at most " +
                     std::to_string(kMostPixels) + " pixels are read."};
    if (!trained.empty() && size != trained)
        return Error{images + ": These images have " + size + " pixels, and those to train on " +
                     trained + ": give both the same size."};
    trained = size;
    // A class that only the test has, nobody can learn: such labels are damaged, or of other data.
    const int most = std::ranges::max(classes.value().content());
    if (table.trainingRows > 0 && most >= table.classes)
        return Error{labels + ": Its labels go up to " + std::to_string(most) +
                     ", and those to train on end at " + std::to_string(table.classes - 1) +
                     ": take labels of the same classes."};
    table.width = static_cast<int>(pixels);
    table.numbers.reserve(table.numbers.size() + pictures.value().content().size());
    for (const unsigned char pixel : pictures.value().content())
        table.numbers.push_back(static_cast<float>(pixel) / kWhite);
    for (const unsigned char label : classes.value().content()) {
        table.labels.push_back(label);
        table.classes = std::max(table.classes, label + 1);
    }
    return std::monostate{};
}

} // namespace

Result<std::shared_ptr<const live::Table>> readIdxFolder(const std::string &folder)
{
    auto table = std::make_shared<live::Table>();
    const auto at = [&folder](const char *name) {
        return (std::filesystem::path(folder) / name).string();
    };
    std::string size;
    if (Status done =
            append(*table, at("train-images-idx3-ubyte"), at("train-labels-idx1-ubyte"), size);
        !done)
        return done.error();
    table->trainingRows = table->rows();
    if (Status done =
            append(*table, at("t10k-images-idx3-ubyte"), at("t10k-labels-idx1-ubyte"), size);
        !done)
        return done.error();
    return std::shared_ptr<const live::Table>(std::move(table));
}

} // namespace core
