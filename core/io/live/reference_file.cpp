// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/live/reference_file.h"

#include "core/io/file/files.h"
#include "core/io/json/json_reader.h"
#include "core/io/live/digits.h"

#include <algorithm>
#include <span>
#include <utility>

namespace core {
namespace {

constexpr std::size_t kLargestReference = 64U << 20U; // bytes
constexpr std::int64_t kMostParameters = 50'000'000;
constexpr int kMostSteps = 100'000;

// Reads the parts of a file; the first complaint ends it.
class ReferenceReader
{
public:
    ReferenceReader(const JsonNode &root, const std::string &path)
        : m_complaints(path, m_noSettings), m_root(root)
    {}

    Result<live::ReferenceRun> read()
    {
        ObjectReader all(m_complaints, m_root, {});
        all.take("name", m_run.name);
        if (const JsonNode *config = all.require("config", "which says what to train"))
            readConfig(*config);
        readNumbers("losses", m_run.losses);
        readNumbers("weight_l2", m_run.weightNorms);
        readNumbers("update_l2", m_run.updateNorms);
        all.take("grad0_l2", m_run.gradientNorm);
        readTensors();
        readElements("grad0_elements", "value", nullptr, m_run.gradientElements);
        readElements("weight_elements", "init", "final", m_run.weightElements);
        readAccuracy();
        if (m_complaints.any())
            return Error{m_complaints.first()};
        return std::move(m_run);
    }

private:
    void readConfig(const JsonNode &node)
    {
        ObjectReader config(m_complaints, node, "config");
        if (const JsonNode *model = config.require("model", "the network to train"))
            readModel(*model);
        config.take("seed", m_run.network.seed);
        takeCount(config, "batch", m_run.batch);
        takeCount(config, "micro_batches", m_run.microBatches);
        takeCount(config, "steps", m_run.steps);
        if (const JsonNode *data = config.require("data", "the samples to learn"))
            readData(*data);
        if (const JsonNode *optimizer = config.require("optimizer", "how weights are updated"))
            readOptimizer(*optimizer);
        std::int64_t epochs = 0;
        config.take("epochs", epochs);
        config.finish();
        if (!m_complaints.any() && m_run.batch % m_run.microBatches != 0)
            config.complain(node, "micro_batches",
                            std::to_string(m_run.microBatches) + " micro-batches do not divide " +
                                std::to_string(m_run.batch) + " samples");
    }

    void takeCount(ObjectReader &object, std::string_view key, int &target)
    {
        object.take(key, target);
        if (target < 1 || target > kMostSteps)
            object.complain(object.node(), key, "must be from 1 to " + std::to_string(kMostSteps));
    }

    void readModel(const JsonNode &node)
    {
        ObjectReader model(m_complaints, node, "config.model");
        live::NetworkSpec &network = m_run.network;
        constexpr NamedValue<live::NetworkKind> kKinds[] = {{"mlp", live::NetworkKind::Mlp},
                                                            {"gpt", live::NetworkKind::Gpt}};
        model.take("kind", network.kind, std::span<const NamedValue<live::NetworkKind>>(kKinds));
        if (network.kind == live::NetworkKind::Mlp) {
            model.take("sizes", network.sizes);
            if (network.sizes.size() < 2 || std::ranges::min(network.sizes) < 1)
                model.complain(node, "sizes", "must name at least two widths, each 1 or more");
        } else {
            takeCount(model, "layers", network.layers);
            takeCount(model, "hidden", network.hidden);
            takeCount(model, "heads", network.heads);
            takeCount(model, "seq", network.sequence);
            takeCount(model, "vocab", network.vocab);
            model.take("tied", network.tied);
            model.take("init_std", network.initStd);
            if (!m_complaints.any() && network.hidden % network.heads != 0)
                model.complain(node, "heads",
                               std::to_string(network.heads) + " heads do not divide a width of " +
                                   std::to_string(network.hidden));
        }
        model.finish();
        if (!m_complaints.any() && live::parameterCount(network) > kMostParameters)
            model.complain(node, "kind",
                           "more than " + std::to_string(kMostParameters) +
                               " parameters are too many to train here");
    }

    void readData(const JsonNode &node)
    {
        ObjectReader data(m_complaints, node, "config.data");
        std::string kind;
        std::string text;
        std::int64_t rows = 0;
        data.take("kind", kind);
        data.take("seed", m_run.samples.seed);
        data.takeLines("text", text);
        data.take("train_rows", rows);
        data.take("test_rows", rows);
        data.finish();
        if (kind == "digits")
            m_run.samples.table = digits();
        else if (kind == "text")
            m_run.samples.text = std::make_shared<const std::string>(std::move(text));
        else if (kind != "hash")
            data.complain(node, "kind", "must be hash, digits or text");
        if (m_complaints.any())
            return;
        const bool isShortText = m_run.samples.text && m_run.network.kind == live::NetworkKind::Gpt;
        if (const std::string problem = mismatch(m_run.network, m_run.samples); !problem.empty())
            data.complain(node, isShortText ? "text" : "kind", problem);
    }

    void readOptimizer(const JsonNode &node)
    {
        ObjectReader reader(m_complaints, node, "config.optimizer");
        live::OptimizerSpec &optimizer = m_run.optimizer;
        constexpr NamedValue<live::OptimizerKind> kKinds[] = {
            {"sgd", live::OptimizerKind::Sgd},
            {"momentum", live::OptimizerKind::Momentum},
            {"adamw", live::OptimizerKind::AdamW}};
        reader.take("kind", optimizer.kind,
                    std::span<const NamedValue<live::OptimizerKind>>(kKinds));
        reader.take("lr", optimizer.learningRate);
        reader.take("mu", optimizer.momentum);
        reader.take("b1", optimizer.beta1);
        reader.take("b2", optimizer.beta2);
        reader.take("eps", optimizer.epsilon);
        reader.take("wd", optimizer.weightDecay);
        reader.finish();
    }

    void readNumbers(std::string_view key, std::vector<double> &target)
    {
        const JsonNode *list = m_root.member(key);
        if (!list)
            return;
        for (const JsonNode &item : list->items)
            target.push_back(item.number);
    }

    static double numberOf(const JsonNode &node, std::string_view key)
    {
        const JsonNode *at = node.member(key);
        return at ? at->number : 0;
    }

    void readTensors()
    {
        const JsonNode *list = m_root.member("tensors");
        if (!list)
            return;
        for (const JsonNode &node : list->items) {
            const JsonNode *name = node.member("name");
            m_run.tensors.push_back({name ? name->text : std::string(), numberOf(node, "init_l2"),
                                     numberOf(node, "init_probe"), numberOf(node, "grad0_l2"),
                                     numberOf(node, "grad0_probe"), numberOf(node, "update_l2"),
                                     numberOf(node, "update_probe")});
        }
    }

    void readElements(std::string_view key, const char *first, const char *last,
                      std::vector<live::ReferenceElement> &target)
    {
        const JsonNode *list = m_root.member(key);
        if (!list)
            return;
        for (const JsonNode &node : list->items) {
            const JsonNode *name = node.member("tensor");
            const JsonNode *flat = node.member("flat");
            target.push_back({name ? name->text : std::string(), flat ? flat->integer : -1,
                              numberOf(node, first), last ? numberOf(node, last) : 0});
        }
    }

    void readAccuracy()
    {
        const JsonNode *node = m_root.member("after_epochs");
        const JsonNode *training = node ? node->member("train") : nullptr;
        const JsonNode *test = node ? node->member("test") : nullptr;
        if (!training || !test || !m_run.samples.table)
            return;
        m_run.afterEpochs = {static_cast<int>(numberOf(*node, "epochs")),
                             static_cast<std::int64_t>(numberOf(*training, "correct")),
                             static_cast<std::int64_t>(numberOf(*test, "correct")),
                             numberOf(*training, "mean_loss"), numberOf(*test, "mean_loss")};
    }

    const std::vector<std::string> m_noSettings;
    JsonComplaints m_complaints;
    const JsonNode &m_root;
    live::ReferenceRun m_run;
};

} // namespace

Result<std::string> readReferenceText(const std::string &path)
{
    return readFile(path, kLargestReference);
}

Result<live::ReferenceRun> readReferenceRun(const std::string &path)
{
    const Result<std::string> text = readReferenceText(path);
    if (!text)
        return text.error();
    return referenceRunFromJson(text.value(), path);
}

Result<live::ReferenceRun> referenceRunFromJson(std::string_view text, const std::string &name)
{
    const Result<JsonNode> root = parseJsonTree(text, name);
    if (!root)
        return root.error();
    return ReferenceReader(root.value(), name).read();
}

} // namespace core
