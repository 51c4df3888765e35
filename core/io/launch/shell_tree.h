// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/io/launch/shell_text.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core::shell {

// A script as it is written: nothing in it is expanded yet. Words keep their quotation marks.

struct Element
{
    std::optional<Text> key; // [key]=value
    Text value;
};

// NAME=value, NAME[index]+=value, NAME=( elements )
struct Assignment
{
    std::string name;
    std::optional<Text> index;
    bool appends = false;
    bool isArray = false;
    Text value;
    std::vector<Element> elements = {};
    int line = 0;
};

struct Redirect
{
    enum class Kind : std::uint8_t { Input, Output, HereDocument, HereText, Other };
    Kind kind = Kind::Other;
    Text target;            // of a here-document: the word that ends it
    Text content = {};      // of a here-document
    bool isLiteral = false; // nothing in the content is expanded
    bool appends = false;   // >>
    bool dropsTabs = false;
};

struct Node;
using NodePtr = std::unique_ptr<Node>;

struct CaseBranch
{
    std::vector<Text> patterns;
    NodePtr body;
};

struct Node
{
    enum class Kind : std::uint8_t {
        Simple,
        Sequence, // children, one after the other
        Pipeline, // children, side by side
        AndOr,    // children, joined by operators
        If,       // condition, body, condition, body, …, body of else
        Case,     // words: what is looked for
        ForIn,    // name, words, child
        Loop,     // while and until: condition, body
        Counted,  // for ((…)): words, its parts; body
        Subshell,
        Function, // name, child
        Test,     // [[ words ]]
        Arithmetic
    };
    Kind kind = Kind::Simple;
    int line = 0;
    bool isNegated = false;
    std::string name = {};
    std::vector<Assignment> assignments = {};
    std::vector<Text> words = {};
    std::vector<Redirect> redirects = {};
    std::vector<NodePtr> children = {};
    std::vector<bool> isAnd = {}; // the operators of AndOr, one less than children
    std::vector<CaseBranch> branches = {};
};

// The sequence of a script. Errors say "LINE" and what is wrong; their message has no file name.
struct Parsed
{
    NodePtr root;
    std::string complaint; // empty: none
    int line = 0;          // of the complaint
};
[[nodiscard]] Parsed parseScript(const Text &script);

} // namespace core::shell
