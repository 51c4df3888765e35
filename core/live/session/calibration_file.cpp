// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/live/session/calibration_file.h"

#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/json/json_reader.h"
#include "core/io/json/json_value.h"
#include "core/presets/this_computer.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace core::live {
namespace {

constexpr std::string_view kFormat = "parallarium-calibration/5";
constexpr std::size_t kLargestFile = 8U << 20U; // bytes
constexpr double kGiga = 1e9;

// In the units of the program, so that what is read back is what was written, bit for bit.
JsonValue jsonOf(const Calibration &calibration)
{
    const DeviceSpec &device = calibration.device;
    JsonValue work = {};
    for (const auto &[name, time] : calibration.work)
        work[name] = time;
    return {{"format", kFormat},
            {"flops_per_second", device.peakSingleFlops},
            {"half_rows", device.curve.halfRows},
            {"half_columns", device.curve.halfColumns},
            {"half_inner", device.curve.halfInner},
            {"functions_per_second", device.curve.functionRate},
            {"kernel_start_ns", device.curve.start.count},
            {"memory_bytes_per_second", device.memoryBandwidth},
            {"link_bytes_per_second", calibration.link.bandwidth},
            {"link_latency_ns", calibration.link.latency.count},
            {"pace_ns", calibration.pace},
            {"kernels", calibration.kernels},
            {"product_ns", JsonValue(device.curve.table.products)},
            {"element_ns", JsonValue(device.curve.table.elements)},
            {"near_product_ns", JsonValue(device.curve.table.nearProducts)},
            {"near_element_ns", JsonValue(device.curve.table.nearElements)},
            {"farness", JsonValue(device.curve.table.farness)},
            {"work_ns", std::move(work)}};
}

void readWork(const JsonNode &node, Calibration &calibration)
{
    for (const JsonNode &item : node.items) {
        if (item.kind == JsonNode::Kind::Integer && item.integer > 0)
            calibration.work[item.key] = item.integer;
    }
}

bool isSane(const Calibration &calibration)
{
    const DeviceSpec &device = calibration.device;
    for (const double number : {device.peakSingleFlops, device.memoryBandwidth,
                                calibration.link.bandwidth, device.curve.functionRate}) {
        if (!(number > 0 && number < 1e18))
            return false;
    }
    const bool measured = calibration.pace > 0 && calibration.pace < 1e9;
    const KernelTable &table = device.curve.table;
    if (!isComplete(table) || measured == table.empty())
        return false;
    // Tables of before lack what is measured today: this computer is measured anew.
    if (measured &&
        (table.elements.size() != kKernels || table.nearProducts.size() != productCount()))
        return false;
    return device.curve.start > Nanos{} && device.curve.halfRows >= 0 &&
           device.curve.halfColumns >= 0 && device.curve.halfInner >= 0;
}

} // namespace

std::string calibrationPath()
{
    const char *cache = std::getenv("XDG_CACHE_HOME");
    const char *home = std::getenv("HOME");
    std::filesystem::path folder;
    if (cache != nullptr && *cache != '\0')
        folder = cache;
    else if (home != nullptr && *home != '\0')
        folder = std::filesystem::path(home) / ".cache";
    else
        return {};
    return (folder / "parallarium" / "calibration.json").string();
}

Result<Calibration> readCalibration(const std::string &path)
{
    const Result<std::string> text = readFile(path, kLargestFile);
    if (!text)
        return text.error();
    return calibrationFromJson(text.value(), path);
}

Result<Calibration> calibrationFromJson(std::string_view text, const std::string &name)
{
    const Result<JsonNode> root = parseJsonTree(text, name);
    if (!root)
        return root.error();
    const std::vector<std::string> noSettings;
    JsonComplaints complaints(name, noSettings);
    ObjectReader reader(complaints, root.value(), {});
    Calibration calibration = nominalCalibration();
    DeviceSpec &device = calibration.device;
    std::string format;
    reader.take("format", format);
    reader.take("flops_per_second", device.peakSingleFlops);
    reader.take("half_rows", device.curve.halfRows);
    reader.take("half_columns", device.curve.halfColumns);
    reader.take("half_inner", device.curve.halfInner);
    reader.take("functions_per_second", device.curve.functionRate);
    reader.take("kernel_start_ns", device.curve.start.count);
    reader.take("memory_bytes_per_second", device.memoryBandwidth);
    reader.take("link_bytes_per_second", calibration.link.bandwidth);
    reader.take("link_latency_ns", calibration.link.latency.count);
    reader.take("pace_ns", calibration.pace);
    reader.take("kernels", calibration.kernels);
    reader.take("product_ns", device.curve.table.products);
    reader.take("element_ns", device.curve.table.elements);
    reader.take("near_product_ns", device.curve.table.nearProducts);
    reader.take("near_element_ns", device.curve.table.nearElements);
    reader.take("farness", device.curve.table.farness);
    if (const JsonNode *work = reader.find("work_ns"))
        readWork(*work, calibration);
    (void)reader.find("products");
    (void)reader.find("error");
    reader.finish();
    if (complaints.any())
        return Error{complaints.first()};
    if (format != kFormat || !isSane(calibration))
        return Error{name + ": This is no " + std::string(kFormat) + " that can be used."};
    device.peakHalfFlops = device.peakSingleFlops;
    device.source = kMeasuredHere;
    device.verified = true;
    calibration.link.source = device.source;
    calibration.link.verified = true;
    return calibration;
}

std::string calibrationToJson(const Calibration &calibration)
{
    return jsonText(jsonOf(calibration));
}

std::string curveToJson(const ComputerCurve &curve)
{
    JsonValue json = jsonOf(curve.calibration);
    JsonValue &products = json["products"] = JsonValue::Items{};
    for (const MeasuredProduct &product : curve.products)
        products.push_back({{"rows", product.rows},
                            {"columns", product.columns},
                            {"inner", product.inner},
                            {"gflops", product.measured / kGiga},
                            {"curve_gflops", product.curve / kGiga}});
    json["error"] = curve.error;
    return jsonText(json);
}

std::vector<ComputerFact> computerFacts(const ComputerCurve &curve)
{
    const DeviceSpec &device = curve.calibration.device;
    const LinkSpec &link = curve.calibration.link;
    return {{"matrix products", "up to " + figureOfNumber(device.peakSingleFlops / kGiga) +
                                    " GFLOP/s; half of it with " +
                                    figureOfNumber(device.curve.halfRows) + " rows, " +
                                    figureOfNumber(device.curve.halfColumns) + " columns, or " +
                                    figureOfNumber(device.curve.halfInner) + " summed"},
            {"memory", figureOfRate(device.memoryBandwidth).text()},
            {"exponentials", figureOfNumber(device.curve.functionRate / 1e6) + " million/s"},
            {"thread to thread",
             figureOf(link.latency).text() + ", " + figureOfRate(link.bandwidth).text()}};
}

std::string curveToText(const ComputerCurve &curve)
{
    constexpr std::size_t kNameWidth = 18;
    std::string text = "This computer, one thread\n";
    for (const ComputerFact &fact : computerFacts(curve)) {
        text += "  " + fact.name;
        text.append(kNameWidth - fact.name.size(), ' ');
        text += fact.value + '\n';
    }
    text += '\n';
    text += "     rows columns  summed   GFLOP/s  by the curve\n";
    for (const MeasuredProduct &product : curve.products) {
        if (product.columns != product.inner)
            continue; // --json has them all
        std::array<char, 96> line{};
        std::snprintf(line.data(), line.size(), "  %7d %7d %7d %9.2f %13.2f\n", product.rows,
                      product.columns, product.inner, product.measured / kGiga,
                      product.curve / kGiga);
        text += line.data();
    }
    return text + "The curve is " + figureOfShare(curve.error) + " off on average.\n";
}

void useKeptCalibration(const std::string &path, const std::string &kernels)
{
    const Result<Calibration> kept = readCalibration(path);
    if (kept && (kernels.empty() || kept.value().kernels == kernels))
        setThisComputer({kept.value().device, kept.value().link});
}

} // namespace core::live
