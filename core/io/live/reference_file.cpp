// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/live/reference_file.h"

#include "core/base/text.h"
#include "core/io/file/files.h"
#include "core/io/json/json_reader.h"
#include "core/io/live/digits.h"
#include "core/live/network/network.h"

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
        if (const JsonNode *config = all.require("config", "it says what to train."))
            readConfig(*config);
        if (!m_complaints.any()) // else what follows is held against a run that nobody described
            readResults(all);
        if (m_complaints.any())
            return Error{m_complaints.first()};
        return std::move(m_run);
    }

private:
    void readConfig(const JsonNode &node)
    {
        ObjectReader config(m_complaints, node, "config");
        if (const JsonNode *model = config.require("model", "it is the network to train."))
            readModel(*model);
        config.take("seed", m_run.network.seed);
        takeCount(config, "batch", m_run.batch);
        takeCount(config, "micro_batches", m_run.microBatches);
        takeCount(config, "steps", m_run.steps);
        if (const JsonNode *data = config.require("data", "it names the samples to learn."))
            readData(*data);
        if (const JsonNode *optimizer =
                config.require("optimizer", "it says how weights are updated."))
            readOptimizer(*optimizer);
        std::int64_t epochs = 0;
        config.take("epochs", epochs);
        config.finish();
        if (!m_complaints.any() && m_run.batch % m_run.microBatches != 0)
            config.complain(node, "micro_batches",
                            "is " + figureOfCount(m_run.microBatches) +
                                ", but must divide the batch of " + figureOfCount(m_run.batch) +
                                ".");
    }

    void takeCount(ObjectReader &object, std::string_view key, int &target)
    {
        object.take(key, target);
        if (target < 1 || target > kMostSteps)
            object.complain(object.node(), key,
                            "is " + figureOfCount(target) + ", but must be from 1 to " +
                                figureOfCount(kMostSteps) + ".");
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
                model.complain(node, "sizes", "must name at least two widths, each 1 or more.");
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
                               "is " + figureOfCount(network.heads) +
                                   ", but must divide the width of " +
                                   figureOfCount(network.hidden) + ".");
        }
        model.finish();
        if (!m_complaints.any() && live::parameterCount(network) > kMostParameters)
            model.complain(node, "kind",
                           "is of a network of more than " + figureOfCount(kMostParameters) +
                               " parameters, which are too many to train here.");
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
            data.complain(node, "kind",
                          (kind.empty() ? "is missing" : "is \"" + kind + '"') +
                              ": it must be hash, digits or text.");
        if (m_complaints.any())
            return;
        const bool isShortText = m_run.samples.text && m_run.network.kind == live::NetworkKind::Gpt;
        if (const std::string problem = mismatch(m_run.network, m_run.samples); !problem.empty())
            data.complain(node, isShortText ? "text" : "kind",
                          "does not fit the network. " + problem);
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

    // What is not read would seem to be right, so all of it is read or refused.
    void readResults(ObjectReader &all)
    {
        (void)all.require("losses", "without them there is nothing to compare.");
        readSteps(all, "losses", m_run.losses);
        readSteps(all, "weight_l2", m_run.weightNorms);
        readSteps(all, "update_l2", m_run.updateNorms);
        if (double norm = 0; all.take("grad0_l2", norm))
            m_run.gradientNorm = norm;
        readTensors(all);
        readElements(all, "grad0_elements", "value", nullptr, m_run.gradientElements);
        readElements(all, "weight_elements", "init", "final", m_run.weightElements);
        if (const JsonNode *node = all.find("after_epochs"))
            readAccuracy(*node);
        // The same run in other ways, and what follows from the configuration.
        for (const char *key : {"data_check", "micro_batched", "float32", "facts_fp32",
                                "after_epochs_micro_batched", "after_epochs_float32"})
            (void)all.find(key);
        all.finish();
    }

    void readSteps(ObjectReader &all, std::string_view key, std::vector<double> &target)
    {
        if (!all.take(key, target) || target.size() == static_cast<std::size_t>(m_run.steps))
            return;
        all.complain(*all.find(key), key,
                     "has " + counted(target.size(), "number") + ", but the run has " +
                         counted(static_cast<std::size_t>(m_run.steps), "step") +
                         ": give one for each.");
    }

    static std::string counted(std::size_t count, const std::string &what)
    {
        return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s");
    }

    static double numberOf(ObjectReader &object, std::string_view key)
    {
        double number = 0;
        if (object.require(key, "it is a number that is compared."))
            object.take(key, number);
        return number;
    }

    const JsonNode *listOf(ObjectReader &all, std::string_view key)
    {
        const JsonNode *list = all.find(key);
        if (list && list->kind != JsonNode::Kind::Array)
            all.complain(*list, key, "is " + kindText(*list) + ", but must be a list.");
        return list && list->kind == JsonNode::Kind::Array ? list : nullptr;
    }

    void readTensors(ObjectReader &all)
    {
        const JsonNode *list = listOf(all, "tensors");
        if (!list)
            return;
        const std::vector<live::TensorSpec> known = live::allTensors(m_run.network);
        if (list->items.size() != known.size())
            all.complain(*list, "tensors",
                         "has " + counted(list->items.size(), "tensor") + ", but the network has " +
                             std::to_string(known.size()) + '.');
        for (std::size_t i = 0; i < list->items.size() && !m_complaints.any(); ++i) {
            ObjectReader tensor(m_complaints, list->items[i], "tensors");
            live::ReferenceTensor read;
            tensor.take("name", read.name);
            if (read.name != known[i].name)
                tensor.complain(tensor.node(), "name",
                                "must be \"" + known[i].name + "\", the next of the network.");
            read.initNorm = numberOf(tensor, "init_l2");
            read.initProbe = numberOf(tensor, "init_probe");
            read.gradientNorm = numberOf(tensor, "grad0_l2");
            read.gradientProbe = numberOf(tensor, "grad0_probe");
            read.updateNorm = numberOf(tensor, "update_l2");
            read.updateProbe = numberOf(tensor, "update_probe");
            m_run.tensors.push_back(std::move(read));
        }
    }

    void readElements(ObjectReader &all, std::string_view key, const char *first, const char *last,
                      std::vector<live::ReferenceElement> &target)
    {
        const JsonNode *list = listOf(all, key);
        if (!list)
            return;
        for (const JsonNode &node : list->items) {
            ObjectReader element(m_complaints, node, std::string(key));
            live::ReferenceElement read;
            read.element = -1; // not told
            element.take("tensor", read.tensor);
            element.take("flat", read.element);
            read.first = numberOf(element, first);
            read.last = last ? numberOf(element, last) : 0;
            target.push_back(std::move(read));
        }
    }

    void readAccuracy(const JsonNode &node)
    {
        ObjectReader after(m_complaints, node, "after_epochs");
        if (!m_run.samples.table)
            return after.complain(node, "",
                                  "is of data with test rows: that of config.data has none.");
        live::ReferenceAccuracy read;
        takeCount(after, "epochs", read.epochs);
        const auto part = [&](const char *key, std::int64_t &correct, double &loss) {
            if (const JsonNode *at = after.require(key, "it is compared.")) {
                ObjectReader rows(m_complaints, *at, "after_epochs." + std::string(key));
                if (rows.require("correct", "it is a number that is compared."))
                    rows.take("correct", correct);
                loss = numberOf(rows, "mean_loss");
            }
        };
        part("train", read.trainingCorrect, read.trainingLoss);
        part("test", read.testCorrect, read.testLoss);
        m_run.afterEpochs = read;
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
